package dev.skerry.upstream.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One challenge of a {@code WWW-Authenticate} header (RFC 9110, 11.6.1).
 *
 * @param scheme in lower case, for instance {@code bearer}
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\G[\\s,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)"
              + "(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+)))?");

  /** Reads every challenge of every header line. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> challenges = new ArrayList<>();
    for (String header : headers) {
      Matcher matcher = TOKEN.matcher(header);
      while (matcher.find()) {
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        String quoted = matcher.group(2);
        String bare = matcher.group(3);
        if (quoted == null && bare == null) {
          challenges.add(new Challenge(name, new TreeMap<>()));
        } else if (!challenges.isEmpty()) {
          String value = quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : bare;
          challenges.getLast().parameters.put(name, value);
        }
      }
    }
    return challenges;
  }
}

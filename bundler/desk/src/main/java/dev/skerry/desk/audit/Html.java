package dev.skerry.desk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.desk.difference.Item;
import dev.skerry.format.error.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A page that needs nothing but itself: no script, no picture, nothing to be fetched. */
final class Html {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:90rem;margin:2rem auto}
      body{padding:0 1rem;color:#1c2126}
      h1,h2,h3{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid #c9d0d6}
      table{border-collapse:collapse;width:100%;margin:.6rem 0 1.2rem;font-size:.87rem}
      th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #e2e6ea}
      th{background:#f2f4f6}code{font-size:.75rem;word-break:break-all}
      .digest{min-width:11rem}.word{white-space:nowrap}td{overflow-wrap:break-word}
      .alarm{color:#a40000;font-weight:600}@media print{body{margin:0}h2,h3{break-after:avoid}}
      """;

  /** A time is the longest. */
  private static final int WORD = "2026-11-22T10:00:00Z".length();

  /** Digests and key ids. */
  private static final Pattern DIGEST = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  private final StringBuilder out = new StringBuilder();

  Html(String title) {
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta http-equiv=\"Content-Security-Policy\"")
        .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escaped(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n");
  }

  Html heading(String text) {
    return element("h2", text);
  }

  Html subheading(String text) {
    return element("h3", text);
  }

  Html paragraph(String text) {
    return element("p", text);
  }

  /** A sentence that must not be overlooked. */
  Html alarm(String text) {
    out.append("<p class=\"alarm\">").append(escaped(text)).append("</p>\n");
    return this;
  }

  /** A table; left out when it has no rows. */
  Html table(List<String> heads, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    out.append("<table><thead><tr>");
    heads.forEach(head -> out.append("<th>").append(escaped(head)).append("</th>"));
    out.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      row.forEach(this::cell);
      out.append("</tr>\n");
    }
    out.append("</tbody></table>\n");
    return this;
  }

  /** What a document says otherwise than the one before it. */
  Html changes(List<Item> items) {
    if (items.isEmpty()) {
      return paragraph("Nothing that it brings or asks for is another.");
    }
    return table(
        List.of("change", "what", "before", "after"),
        items.stream()
            .map(item ->
                List.of(
                    item.change().name().toLowerCase(Locale.ROOT),
                    item.title(),
                    item.before().orElse(""),
                    item.after().orElse("")))
            .toList());
  }

  byte[] bytes() {
    return (out + "</body></html>\n").getBytes(UTF_8);
  }

  private Html element(String name, String text) {
    out.append('<').append(name).append('>').append(escaped(text));
    out.append("</").append(name).append(">\n");
    return this;
  }

  /** A digest gets room for half of it, a short word or a time is not broken. */
  private void cell(String text) {
    if (DIGEST.matcher(text).matches()) {
      out.append("<td class=\"digest\"><code>").append(text).append("</code></td>");
      return;
    }
    boolean word = text.length() <= WORD && text.indexOf(' ') < 0;
    String shown = DIGEST.matcher(escaped(text)).replaceAll("<code>$0</code>");
    out.append(word ? "<td class=\"word\">" : "<td>").append(shown).append("</td>");
  }

  /** Names on a stick are written by strangers: what moves or hides text is not passed on. */
  private static String escaped(String told) {
    String text = OneLine.each(told);
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}

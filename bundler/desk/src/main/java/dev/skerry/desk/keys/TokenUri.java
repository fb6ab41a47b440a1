package dev.skerry.desk.keys;

import dev.skerry.format.error.SkerryException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a token's key is (RFC 7512): {@code pkcs11:slot-id=1;object=LABEL?module-path=LIBRARY}.
 *
 * @param text as it was given, for messages
 * @param module the token's PKCS#11 library
 * @param slot number of the slot
 * @param object label of the key and of its certificate
 */
record TokenUri(String text, Path module, String slot, String object) {
  private static final String SCHEME = "pkcs11:";
  private static final Set<String> KNOWN = Set.of("slot-id", "object", "module-path");

  /** Whether a key is named in this way, and not by a file. */
  static boolean is(Path named) {
    return named.toString().startsWith(SCHEME);
  }

  /**
   * Reads one.
   *
   * @throws SkerryException {@link KeyError#TOKEN_URI}
   */
  static TokenUri parse(Path named) {
    String text = named.toString();
    Map<String, String> parts = new TreeMap<>();
    for (String part : text.substring(SCHEME.length()).split("[;?&]", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !KNOWN.contains(name)) {
        throw refuse(text, "has \"" + part + "\", and only " + KNOWN + " are known here");
      }
      if (parts.put(name, decoded(text, part.substring(equals + 1))) != null) {
        throw refuse(text, "names " + name + " twice");
      }
    }
    for (String name : KNOWN) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        throw refuse(text, "names no " + name);
      }
    }
    String slot = parts.getOrDefault("slot-id", "");
    if (!slot.matches("[0-9]{1,19}")) {
      throw refuse(text, "has a slot-id that is no number");
    }
    return new TokenUri(text, module(text, parts), slot, parts.getOrDefault("object", ""));
  }

  private static Path module(String text, Map<String, String> parts) {
    try {
      return Path.of(parts.getOrDefault("module-path", ""));
    } catch (InvalidPathException e) {
      throw refuse(text, "has a module-path that is no path");
    }
  }

  private static String decoded(String text, String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refuse(text, "has \"" + value + "\", whose % begins no two hex digits");
    }
  }

  private static SkerryException refuse(String text, String reason) {
    return new SkerryException(KeyError.TOKEN_URI, text, reason);
  }
}

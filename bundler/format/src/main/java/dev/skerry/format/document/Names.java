package dev.skerry.format.document;

import java.util.regex.Pattern;

/** Grammar of the names in signed documents (format sections 2 and 4). */
public final class Names {
  private static final Pattern ID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern PLAN = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?");
  private static final Pattern BUNDLE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,126}[a-z0-9])?");
  private static final Pattern SIGNER = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,63})");

  private static final Pattern NODE = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern VERSION =
      Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{0,256}");

  private Names() {}

  /** Whether a text can name a product, a channel or a site. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether a text can name a plan. */
  public static boolean isPlan(String text) {
    return PLAN.matcher(text).matches();
  }

  /** Whether a text can name a bundle: product, channel, epoch and sequence. */
  public static boolean isBundle(String text) {
    return BUNDLE.matcher(text).matches();
  }

  /** Whether a text can name a signer. */
  public static boolean isSigner(String text) {
    return SIGNER.matcher(text).matches();
  }

  /** Whether a text can name a node of a cluster: RFC 1123. */
  public static boolean isNode(String text) {
    return NODE.matcher(text).matches();
  }

  /** Whether a text can be what a node says of a version: anything printable, up to 256. */
  public static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }
}

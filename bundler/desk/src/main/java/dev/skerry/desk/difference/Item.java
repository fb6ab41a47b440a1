package dev.skerry.desk.difference;

import dev.skerry.format.Digest;
import java.util.Optional;

/**
 * One difference.
 *
 * @param what what it is about, {@code content} or {@code role} for instance
 * @param name reference or name; empty for what a document has one of
 * @param before its digest before, or what was said of it
 * @param after the same now
 */
public record Item(String what, String name, Optional<String> before, Optional<String> after) {
  /** What became of something. */
  public enum Change {
    ADDED("+"),
    REMOVED("-"),
    CHANGED("~");

    private final String sign;

    Change(String sign) {
      this.sign = sign;
    }

    /** One character that stands in front of it. */
    public String sign() {
      return sign;
    }
  }

  /** What it is about, with its name. */
  public String title() {
    return (what + " " + name).strip();
  }

  /** What became of it. */
  public Change change() {
    if (before.isEmpty()) {
      return Change.ADDED;
    }
    return after.isEmpty() ? Change.REMOVED : Change.CHANGED;
  }

  /** A line for people who sign; digests are shortened, words are not. */
  public String line() {
    return line(change().sign());
  }

  /**
   * The same where nobody knows what became of it.
   *
   * @param sign what stands in front of it
   */
  public String line(String sign) {
    String values =
        change() == Change.CHANGED
            ? words(before) + " -> " + words(after)
            : words(before) + words(after);
    return "  %s %s  %s".formatted(sign, title(), values).stripTrailing();
  }

  private static String words(Optional<String> text) {
    return text.map(t -> Digest.isDigest(t) ? Digest.parse(t).shortHex() : t).orElse("");
  }
}

package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.MemberName.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SHA256SUMS: what {@code sha256sum} prints, one line per member except the envelope and itself, in
 * archive order (format section 1).
 *
 * @param lines at least those of SIZES, oci-layout and index.json
 */
public record Sums(List<Line> lines) {
  static final Pattern VALUE = Pattern.compile("[0-9a-f]{64}");

  /**
   * One line.
   *
   * @param name the member
   * @param digest of its body
   */
  public record Line(String name, Digest digest) {
    /** Refuses a blob whose name says another digest. */
    public Line {
      if (MemberName.blobDigest(name).map(d -> !d.equals(digest)).orElse(false)) {
        throw ListLines.refuse(MemberName.SUMS, "states " + digest + " for " + name);
      }
    }
  }

  /** Refuses another order than that of the archive. */
  public Sums {
    lines = List.copyOf(lines);
    MemberOrder.check(lines.stream().map(Line::name).toList(), MemberName.SUMS);
    long sizes = lines.stream().filter(l -> l.name().equals(MemberName.SIZES)).count();
    boolean itself = lines.stream().anyMatch(l -> unlisted(l.name()));
    if (sizes != 1 || itself) {
      throw ListLines.refuse(MemberName.SUMS, "lacks SIZES or lists what it may not");
    }
  }

  private static boolean unlisted(String name) {
    Kind kind = MemberName.kind(name).orElseThrow();
    return kind == Kind.ENVELOPE || kind == Kind.SUMS;
  }

  /**
   * Reads the list.
   *
   * @throws dev.skerry.format.error.SkerryException {@link ArchiveError#LIST_SPELLING}
   */
  public static Sums parse(byte[] bytes) {
    return new Sums(
        ListLines.parse(bytes, MemberName.SUMS, VALUE).stream()
            .map(line -> new Line(line.name(), new Digest(line.value())))
            .toList());
  }

  /** The list as it stands in the archive. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(lines.size() * 160);
    lines.forEach(l -> text.append(l.digest().hex()).append("  ").append(l.name()).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The lines of the root documents, ascending by version. */
  public List<Line> roots() {
    return lines.stream()
        .filter(l -> MemberName.kind(l.name()).orElseThrow() == Kind.ROOT)
        .toList();
  }

  /** The line of SIZES. */
  public Line sizes() {
    return lines.get(roots().size());
  }

  /** The lines after SIZES: what SIZES lists too. */
  public List<Line> rest() {
    return lines.subList(roots().size() + 1, lines.size());
  }
}

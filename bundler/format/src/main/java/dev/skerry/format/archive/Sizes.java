package dev.skerry.format.archive;

import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SIZES: {@code <decimal> <name>} for every member after it, in archive order (format section 1).
 *
 * @param lines at least those of oci-layout and index.json
 */
public record Sizes(List<Line> lines) {
  private static final Pattern VALUE = Pattern.compile("0|[1-9][0-9]{0,9}");

  /**
   * One line.
   *
   * @param name the member
   * @param size of its body in bytes
   */
  public record Line(String name, long size) {
    /** Refuses what no header can hold, and roots, whose sizes are not listed. */
    public Line {
      boolean after =
          MemberName.kind(name).map(k -> k.compareTo(MemberName.Kind.SIZES) > 0).orElse(false);
      if (!after || size < 0 || size > Limits.V1.member()) {
        throw ListLines.refuse(MemberName.SIZES, "lists " + name + " with " + size + " bytes");
      }
    }
  }

  /** Refuses another order than that of the archive. */
  public Sizes {
    lines = List.copyOf(lines);
    MemberOrder.check(lines.stream().map(Line::name).toList(), MemberName.SIZES);
  }

  /**
   * Reads the list.
   *
   * @throws SkerryException {@link ArchiveError#LIST_SPELLING}
   */
  public static Sizes parse(byte[] bytes) {
    return new Sizes(
        ListLines.parse(bytes, MemberName.SIZES, VALUE).stream()
            .map(line -> new Line(line.name(), Long.parseLong(line.value())))
            .toList());
  }

  /** The sizes of these members. */
  public static Sizes of(List<Member> members) {
    return new Sizes(members.stream().map(m -> new Line(m.name(), m.size())).toList());
  }

  /** The list as it stands in the archive. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(lines.size() * 90);
    lines.forEach(l -> text.append(l.size()).append("  ").append(l.name()).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The members after SIZES, in archive order, as both lists state them.
   *
   * @throws SkerryException {@link ArchiveError#LISTS_DIFFER} when one list has what the other has
   *     not
   */
  public List<Member> members(Sums sums) {
    List<Sums.Line> rest = sums.rest();
    if (rest.size() != lines.size()) {
      throw differ("have " + rest.size() + " and " + lines.size() + " members after SIZES");
    }
    List<Member> members = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (!line.name().equals(rest.get(i).name())) {
        throw differ("disagree: " + rest.get(i).name() + " against " + line.name());
      }
      members.add(new Member(line.name(), rest.get(i).digest(), line.size()));
    }
    return List.copyOf(members);
  }

  private static SkerryException differ(String reason) {
    return new SkerryException(ArchiveError.LISTS_DIFFER, "SHA256SUMS and SIZES", reason);
  }
}

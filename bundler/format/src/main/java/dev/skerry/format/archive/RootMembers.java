package dev.skerry.format.archive;

import dev.skerry.format.Limits;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The root documents of a bundle, each read when it is asked for: whoever judges them stops at the
 * first that nobody signed, and the others, which may have 64 MiB, are never read.
 */
final class RootMembers extends AbstractList<byte[]> implements RandomAccess {
  private final BundleSource source;
  private final List<Long> positions;
  private final List<byte[]> read = new ArrayList<>();

  /**
   * None of them read yet.
   *
   * @param positions where the header of each stands in the archive
   */
  RootMembers(BundleSource source, List<Long> positions) {
    this.source = source;
    this.positions = List.copyOf(positions);
  }

  /**
   * The exact bytes.
   *
   * @throws dev.skerry.format.error.SkerryException {@link ReadError#NOT_A_HEAD}, or what {@link
   *     BundleSource#read} throws
   */
  @Override
  public byte[] get(int index) {
    while (read.size() <= index) {
      int next = read.size();
      read.add(
          new MemberBytes(source, positions.get(next))
              .next(MemberName.root(next + 1), Limits.V1.rootDocument(), ReadError.NOT_A_HEAD));
    }
    return read.get(index);
  }

  @Override
  public int size() {
    return positions.size();
  }
}

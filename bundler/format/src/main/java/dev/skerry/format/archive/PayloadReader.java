package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads members as streams, hashing on the reading thread. Every member's header is made again and
 * compared and its padding must be zero, even where the body is passed over. For one thread;
 * several readers may share a source.
 */
public final class PayloadReader {
  private static final int BUFFER = PatientFile.MOST;

  private final BundleSource source;
  private final Head head;
  private final long[] starts;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /** Reads the members that a head lists. */
  public PayloadReader(BundleSource source, Head head) {
    this.source = source;
    this.head = head;
    this.starts = head.starts();
  }

  /** Takes the bytes of a body, piece by piece. */
  public interface Body {
    /** Takes all remaining bytes; the buffer is used again when this returns. */
    void take(ByteBuffer bytes);
  }

  /** Whether header, body and padding of a member are all on volumes that are here. */
  public boolean whole(int index) {
    return source.available(starts[index]) >= head.members().get(index).span();
  }

  /**
   * Reads one member and compares its hash.
   *
   * @param index its place in {@link Head#members}
   * @throws SkerryException {@link ReadError#HEADER}, {@link ReadError#BODY}, {@link
   *     ReadError#PADDING}, or what {@link BundleSource#read} throws
   */
  public void read(int index, Body body) {
    Member member = head.members().get(index);
    MessageDigest sha256 = Digest.sha256();
    long end = starts[index + 1];
    long at = fill(starts[index], end);
    requireHeader(index, next(UstarHeader.BLOCK));
    long left = member.size();
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        at = fill(at, end);
      }
      ByteBuffer bytes = next(left);
      if (!bytes.hasRemaining()) {
        throw cut(member, at);
      }
      left -= bytes.remaining();
      sha256.update(bytes.duplicate());
      body.take(bytes);
    }
    Digest found = Digest.of(sha256);
    if (!found.equals(member.digest())) {
      throw damaged(ReadError.BODY, index, "its bytes have the digest " + found);
    }
    // Buffers hold whole blocks, so that the padding is where the body ends.
    requirePadding(index, next(UstarHeader.padding(member.size())));
  }

  /** Passes over a member's body; header and padding are read and compared. */
  public void skip(int index) {
    header(index);
    padding(index);
  }

  /**
   * A stretch of a body.
   *
   * @param from its first byte in the body
   * @param to the byte after its last
   */
  public record Range(long from, long to) {}

  /** The stretches of a member's body that lie on volumes that are here, ascending. */
  public List<Range> present(int index) {
    long body = starts[index] + UstarHeader.BLOCK;
    long end = body + head.members().get(index).size();
    List<Range> ranges = new ArrayList<>();
    long at = body;
    while (at < end) {
      long here = Math.min(source.available(at), end - at);
      if (here > 0) {
        ranges.add(new Range(at - body, at - body + here));
      }
      at = here > 0 ? at + here : source.nextVolume(at);
    }
    return List.copyOf(ranges);
  }

  /** Reads a stretch of a body without judging it. */
  public void piece(int index, Range range, Body body) {
    long at = starts[index] + UstarHeader.BLOCK + range.from();
    stream(at, head.members().get(index), range.to() - range.from(), body);
  }

  /**
   * Reads what follows the last member: zeros up to the end of the archive.
   *
   * @throws SkerryException {@link ReadError#TAIL}
   */
  public void trailer() {
    long end = head.end();
    int length = Trailer.length(end);
    fill(end, end + length);
    if (!zeros(buffer, length)) {
      throw new SkerryException(
          ReadError.TAIL, source.volumeAt(end), "does not end as a bundle ends");
    }
  }

  private void header(int index) {
    fill(starts[index], starts[index] + UstarHeader.BLOCK);
    requireHeader(index, buffer);
  }

  private void requireHeader(int index, ByteBuffer found) {
    Member member = head.members().get(index);
    if (!found.equals(ByteBuffer.wrap(UstarHeader.of(member.name(), member.size())))) {
      throw damaged(ReadError.HEADER, index, "its header is not the one of its name and size");
    }
  }

  private void padding(int index) {
    long size = head.members().get(index).size();
    fill(starts[index] + UstarHeader.BLOCK + size, starts[index + 1]);
    requirePadding(index, buffer);
  }

  private void requirePadding(int index, ByteBuffer found) {
    if (!zeros(found, UstarHeader.padding(head.members().get(index).size()))) {
      throw damaged(ReadError.PADDING, index, "the bytes after it are not zero");
    }
  }

  private static boolean zeros(ByteBuffer found, int count) {
    return found.equals(ByteBuffer.allocate(count));
  }

  private void stream(long from, Member member, long count, Body body) {
    long end = from + count;
    long at = from;
    while (at < end) {
      long next = fill(at, end);
      if (next - at < Math.min(BUFFER, end - at)) {
        throw cut(member, at);
      }
      at = next;
      body.take(buffer);
    }
  }

  /**
   * Fills the buffer from one position on and lets be got meanwhile what follows, up to the other.
   *
   * @return the position after what was read
   */
  private long fill(long at, long end) {
    buffer.clear().limit((int) Math.min(BUFFER, end - at));
    source.read(buffer, at);
    long next = at + buffer.flip().limit();
    if (next < end) {
      source.ahead(next, Math.min(BUFFER, end - next));
    }
    return next;
  }

  /** The next bytes of the buffer, at most so many. */
  private ByteBuffer next(long most) {
    int count = (int) Math.min(most, buffer.remaining());
    ByteBuffer bytes = buffer.slice(buffer.position(), count);
    buffer.position(buffer.position() + count);
    return bytes;
  }

  private SkerryException cut(Member member, long at) {
    return new SkerryException(
        ReadError.BODY, member.name(), "is cut off in " + source.volumeAt(at));
  }

  private SkerryException damaged(ErrorCode code, int index, String reason) {
    Member member = head.members().get(index);
    return new SkerryException(
        code,
        member.name(),
        reason + "; " + new Diagnosis(source).where(starts[index], starts[index + 1]));
  }
}

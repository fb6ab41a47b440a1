package dev.skerry.upstream.content;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/**
 * Takes one blob into the store: hashes while it writes, goes on with what an earlier writer left,
 * and gives the blob its name only when size and digest are the ones asked for. For one thread.
 */
public final class BlobWriter implements AutoCloseable {
  private final ContentStore store;
  private final Descriptor wanted;
  private final Path part;
  private final Claim claim;
  private final FileChannel channel;
  private final RollingForce force;
  private final MessageDigest hash = Digest.sha256();
  private final boolean held;
  private long position;

  /** Waits while another build writes the same blob. */
  BlobWriter(ContentStore store, Descriptor wanted) {
    this.store = store;
    this.wanted = wanted;
    this.part = store.part(wanted.digest());
    try {
      this.claim = Claim.of(part);
      this.channel = claim.channel();
      this.held = store.holds(wanted.digest(), wanted.size());
      this.position = held ? 0 : resume();
      this.force = new RollingForce(channel, position);
    } catch (IOException e) {
      throw StoreFailure.of(part, e);
    }
  }

  /** Hashes what is there already; too much of it is thrown away. */
  private long resume() throws IOException {
    long there = channel.size();
    if (there > wanted.size()) {
      channel.truncate(0);
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.allocate(Limits.V1.copyBuffer());
    long read = 0;
    while (read < there && channel.read(buffer) > 0) {
      hash.update(buffer.flip());
      read += buffer.limit();
      buffer.clear();
    }
    return read;
  }

  /** Whether the store has the blob already; then nothing is to be written. */
  public boolean held() {
    return held;
  }

  /** How many bytes are there: the next byte to write. */
  public long position() {
    return position;
  }

  /** Forgets what is there: the source cannot go on in the middle. */
  public void restart() {
    try {
      force.await();
      channel.truncate(0);
      channel.position(0);
    } catch (IOException e) {
      throw StoreFailure.of(part, e);
    }
    hash.reset();
    position = 0;
  }

  /**
   * Appends bytes.
   *
   * @throws SkerryException {@link UpstreamError#WRONG_SIZE} when the blob would grow beyond its
   *     size; nothing stays of it then
   */
  public void write(byte[] bytes, int length) {
    if (length > wanted.size() - position) {
      discard();
      throw new SkerryException(
          UpstreamError.WRONG_SIZE,
          wanted.digest().toString(),
          "is longer than the " + wanted.size() + " bytes that its manifest says");
    }
    try {
      hash.update(bytes, 0, length);
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      position += length;
      force.reached(position);
    } catch (IOException e) {
      throw StoreFailure.of(part, e);
    }
  }

  /**
   * Takes what is missing from a stream of the whole blob, and commits it.
   *
   * @param from where the bytes come from, for messages
   */
  public void copy(InputStream whole, String from, Progress progress) throws IOException {
    if (held) {
      progress.advance(wanted.size());
      return;
    }
    whole.skipNBytes(position);
    progress.advance(position);
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    for (int n = whole.read(buffer); n >= 0; n = whole.read(buffer)) {
      write(buffer, n);
      progress.advance(n);
    }
    commit(from);
  }

  /**
   * Compares, forces, and gives the blob its name.
   *
   * @param from where the bytes came from, for the message
   * @throws SkerryException {@link UpstreamError#WRONG_DIGEST} or {@link UpstreamError#WRONG_SIZE};
   *     nothing of a blob with a wrong digest stays
   */
  public void commit(String from) {
    if (held) {
      return;
    }
    if (position != wanted.size()) {
      throw new SkerryException(
          UpstreamError.WRONG_SIZE,
          wanted.digest() + " from " + from,
          "ended after " + position + " bytes of " + wanted.size());
    }
    Digest found = Digest.of(hash);
    if (!found.equals(wanted.digest())) {
      discard();
      throw new SkerryException(
          UpstreamError.WRONG_DIGEST,
          wanted.digest() + " from " + from,
          "came with other content: its digest is " + found);
    }
    try {
      force.await();
      channel.force(true);
      Files.move(part, store.path(wanted.digest()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw StoreFailure.of(part, e);
    }
  }

  private void discard() {
    restart();
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw StoreFailure.of(part, e);
    }
  }

  /** Keeps the part for the next attempt, unless it was committed or is empty. */
  @Override
  public void close() {
    try (claim) {
      force.await();
      if (held || position == 0 && wanted.size() > 0) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw StoreFailure.of(part, e);
    }
  }
}

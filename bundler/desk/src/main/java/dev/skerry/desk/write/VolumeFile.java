package dev.skerry.desk.write;

import dev.skerry.upstream.content.RollingForce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * One volume as it grows. It bears its name only once it is whole and durable. What an earlier
 * writing left is compared with what would be written, byte by byte, and kept as far as it is the
 * same: nothing on the stick is trusted, and nothing that is right is written twice.
 */
final class VolumeFile implements AutoCloseable {
  private final Path file;
  private final Path part;
  private final long size;
  private final FileChannel channel;
  private final RollingForce force;
  private final ByteBuffer scratch;
  private long position;
  private long there;
  private long kept;

  /**
   * Opens a volume.
   *
   * @param size what it will have in bytes
   * @param scratch as large as any buffer that is written
   */
  VolumeFile(Path file, long size, ByteBuffer scratch) throws IOException {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + Medium.PART);
    this.size = size;
    this.scratch = scratch;
    if (Files.exists(file)) {
      Files.move(file, part, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.size() > size) {
      channel.truncate(size);
    }
    there = channel.size();
    force = new RollingForce(channel, 0);
  }

  long room() {
    return size - position;
  }

  /** How many bytes stood there already. */
  long kept() {
    return kept;
  }

  /** Appends all that remains in the buffer. */
  void write(ByteBuffer bytes) throws IOException {
    int same = same(bytes);
    bytes.position(bytes.position() + same);
    position += same;
    kept += same;
    if (bytes.hasRemaining()) {
      there = 0;
    }
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    force.reached(position);
  }

  /** How many of the next bytes stand there already. */
  private int same(ByteBuffer bytes) throws IOException {
    int most = (int) Math.min(bytes.remaining(), Math.max(0, there - position));
    scratch.clear().limit(most);
    int n = 0;
    while (scratch.hasRemaining() && n >= 0) {
      n = channel.read(scratch, position + scratch.position());
    }
    scratch.flip();
    int mismatch = scratch.mismatch(bytes.slice(bytes.position(), scratch.limit()));
    return mismatch < 0 ? scratch.limit() : mismatch;
  }

  /** Makes it durable, then gives it its name. */
  void finish() throws IOException {
    force.await();
    channel.force(true);
    channel.close();
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package dev.skerry.registry;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A read-only view of a part of a file that {@link java.io.InputStream#transferTo} of the JDK hands
 * to sendfile. Only what that needs is implemented.
 */
final class FileRegion extends FileChannel {
  /** One fast client does not hold a carrier thread for longer than this many bytes take. */
  private static final long SLICE = 1 << 20;

  private static final int FALLBACK = 16 << 10;

  private final FileChannel file;
  private final long start;
  private final long length;
  private final Runnable beforeSlice;
  private long position;

  FileRegion(FileChannel file, long start, long length) {
    this(file, start, length, () -> {});
  }

  /**
   * The same, telling of its progress.
   *
   * @param beforeSlice runs each time that a slice is handed to sendfile
   */
  FileRegion(FileChannel file, long start, long length, Runnable beforeSlice) {
    this.file = file;
    this.start = start;
    this.length = length;
    this.beforeSlice = beforeSlice;
  }

  /**
   * Sends the next slice. A socket under a virtual thread does not block, so sendfile answers 0
   * when its buffer is full and the JDK would ask again at once, for ever: an ordinary write parks
   * the thread until there is room.
   *
   * @throws EOFException when the file is shorter than the region
   */
  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    long want = Math.min(Math.min(count, length - from), SLICE);
    if (want <= 0) {
      return 0;
    }
    beforeSlice.run();
    long sent = file.transferTo(start + from, want, target);
    return sent > 0 ? sent : write(from, (int) Math.min(want, FALLBACK), target);
  }

  private long write(long from, int count, WritableByteChannel target) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    if (file.read(bytes, start + from) < 0) {
      throw new EOFException("file ends at " + file.size() + ", region at " + (start + length));
    }
    bytes.flip();
    long written = 0;
    while (bytes.hasRemaining()) {
      written += target.write(bytes);
    }
    return written;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int n = read(target, position);
    position += Math.max(n, 0);
    return n;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    if (from >= length) {
      return -1;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + length - from));
    int n = file.read(target, start + from);
    target.limit(limit);
    if (n < 0) {
      throw new EOFException("file ends at " + file.size() + ", region at " + (start + length));
    }
    return n;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metadata) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long at, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long at, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long at, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}

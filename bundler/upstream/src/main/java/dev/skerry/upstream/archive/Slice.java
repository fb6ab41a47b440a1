package dev.skerry.upstream.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A piece of a file that others read at the same time. */
final class Slice extends InputStream {
  private final FileChannel channel;
  private long position;
  private long left;

  Slice(FileChannel channel, long position, long size) {
    this.channel = channel;
    this.position = position;
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int wish = (int) Math.min(length, left);
    int read = channel.read(ByteBuffer.wrap(bytes, offset, wish), position);
    if (read < 0) {
      throw new EOFException("the archive ends within a member");
    }
    position += read;
    left -= read;
    return read;
  }

  @Override
  public long skip(long bytes) {
    long skipped = Math.clamp(bytes, 0, left);
    position += skipped;
    left -= skipped;
    return skipped;
  }
}

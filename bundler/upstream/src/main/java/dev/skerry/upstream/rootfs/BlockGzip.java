package dev.skerry.upstream.rootfs;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One gzip member (RFC 1952) whose blocks are compressed on all processors, each with the end of
 * the block before as its dictionary, as pigz does. The bytes depend on the input and the JDK's
 * zlib only, not on the number of processors.
 */
final class BlockGzip extends FilterOutputStream {
  private static final int BLOCK = 1 << 20;
  private static final int WINDOW = 32 << 10;
  private static final int AHEAD = 2 * Runtime.getRuntime().availableProcessors();

  /** Deflate, no name, no time, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("skerry-gzip-", 0).daemon().factory());
  private final ArrayDeque<Future<byte[]>> blocks = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private byte[] dictionary = {};
  private byte[] block = new byte[BLOCK];
  private int filled;
  private long total;

  /** Writes the header. */
  BlockGzip(OutputStream out) throws IOException {
    super(out);
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    total += length;
    for (int done = 0; done < length; ) {
      if (filled == BLOCK) {
        submit(false);
      }
      int part = Math.min(length - done, BLOCK - filled);
      System.arraycopy(bytes, offset + done, block, filled, part);
      filled += part;
      done += part;
    }
  }

  /** Blocks leave when they are full. */
  @Override
  public void flush() {}

  /** Writes the last block and the trailer; the stream below stays open. */
  void finish() throws IOException {
    submit(true);
    while (!blocks.isEmpty()) {
      drain();
    }
    number(crc.getValue());
    number(total);
    out.flush();
  }

  private void number(long value) throws IOException {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
  }

  private void submit(boolean last) throws IOException {
    byte[] input = block;
    int length = filled;
    byte[] before = dictionary;
    blocks.add(workers.submit(() -> deflate(input, length, before, last)));
    dictionary = Arrays.copyOfRange(input, Math.max(0, length - WINDOW), length);
    block = new byte[BLOCK];
    filled = 0;
    if (blocks.size() > AHEAD) {
      drain();
    }
  }

  private static byte[] deflate(byte[] input, int length, byte[] dictionary, boolean last) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      if (dictionary.length > 0) {
        deflater.setDictionary(dictionary);
      }
      deflater.setInput(input, 0, length);
      if (last) {
        deflater.finish();
      }
      int flush = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
      ByteArrayOutputStream out = new ByteArrayOutputStream(length / 2);
      byte[] buffer = new byte[WINDOW];
      int n;
      do {
        n = deflater.deflate(buffer, 0, buffer.length, flush);
        out.write(buffer, 0, n);
      } while (n == buffer.length);
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private void drain() throws IOException {
    try {
      out.write(blocks.remove().get());
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while compressing", e);
    }
  }

  /** Ends the threads; the stream below stays open. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}

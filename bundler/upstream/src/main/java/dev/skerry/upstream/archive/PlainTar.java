package dev.skerry.upstream.archive;

import com.github.luben.zstd.ZstdInputStream;
import dev.skerry.format.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A tar that can be read at any place: the file itself, or what a compressed one unpacks to.
 *
 * @param file the plain tar
 * @param temporary whether it goes away again
 */
record PlainTar(Path file, boolean temporary) implements AutoCloseable {
  /** What a compressed archive may unpack to: 64 GiB. */
  private static final long MOST = 64L << 30;

  private static final int MAGIC = 4;

  static PlainTar of(Path file) throws IOException {
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(file), Limits.V1.copyBuffer())) {
      in.mark(MAGIC);
      byte[] magic = in.readNBytes(MAGIC);
      in.reset();
      if (isGzip(magic)) {
        return unpacked(new GZIPInputStream(in, Limits.V1.copyBuffer()));
      }
      return isZstd(magic) ? unpacked(new ZstdInputStream(in)) : new PlainTar(file, false);
    }
  }

  static boolean isGzip(byte[] magic) {
    return magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
  }

  static boolean isZstd(byte[] magic) {
    return magic.length >= MAGIC
        && magic[0] == 0x28
        && magic[1] == (byte) 0xb5
        && magic[2] == 0x2f
        && magic[3] == (byte) 0xfd;
  }

  private static PlainTar unpacked(InputStream in) throws IOException {
    PlainTar plain = new PlainTar(Files.createTempFile("skerry-", ".tar"), true);
    boolean done = false;
    try (in;
        OutputStream out = Files.newOutputStream(plain.file())) {
      byte[] buffer = new byte[Limits.V1.copyBuffer()];
      long size = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        size += n;
        if (size > MOST) {
          throw new IOException("unpacks to more than 64 GiB");
        }
      }
      done = true;
      return plain;
    } finally {
      if (!done) {
        plain.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(file);
    }
  }
}

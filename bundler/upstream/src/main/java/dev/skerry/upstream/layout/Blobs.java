package dev.skerry.upstream.layout;

import dev.skerry.format.Digest;
import java.io.IOException;
import java.io.InputStream;

/** The files of an OCI layout, wherever they lie. */
public interface Blobs extends AutoCloseable {
  /** The bytes of {@code index.json}, at most so many. */
  byte[] index(int max) throws IOException;

  /**
   * A blob from its first byte; for one thread, many may be open at once.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  InputStream open(Digest digest) throws IOException;

  @Override
  void close() throws IOException;
}

package dev.skerry.upstream.archive;

import dev.skerry.format.Digest;
import dev.skerry.upstream.layout.Blobs;
import java.io.IOException;
import java.io.InputStream;

/** An OCI layout in a tar. */
public record ArchiveBlobs(TarReader tar) implements Blobs {
  @Override
  public byte[] index(int max) throws IOException {
    try (InputStream in = tar.open("index.json")) {
      return in.readNBytes(max);
    }
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return tar.open("blobs/sha256/" + digest.hex());
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}

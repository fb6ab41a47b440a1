package dev.skerry.upstream.layout;

import dev.skerry.format.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An OCI layout folder (image-spec 1.1, "image-layout.md"). */
public record FolderBlobs(Path folder) implements Blobs {
  @Override
  public byte[] index(int max) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("index.json"))) {
      return in.readNBytes(max);
    }
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return Files.newInputStream(folder.resolve("blobs").resolve("sha256").resolve(digest.hex()));
  }

  @Override
  public void close() {}
}

package dev.skerry.upstream.content;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.SortedMap;

/**
 * An OCI image layout (image-spec 1.1) that all builds of a desk share: {@code oci-layout}, {@code
 * index.json}, {@code blobs/sha256/<hex>}, and {@code parts/} for what is under way. A blob has its
 * name only once its bytes were hashed, compared and forced to disk. Two processes may work in one
 * store: a part has one writer at a time, the index is replaced under a lock.
 */
public final class ContentStore {
  private static final byte[] OCI_LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private final Path folder;
  private final Path blobs;
  private final Path parts;

  private ContentStore(Path folder) {
    this.folder = folder;
    this.blobs = folder.resolve("blobs").resolve("sha256");
    this.parts = folder.resolve("parts");
  }

  /** Opens the store and makes it where it does not exist. */
  public static ContentStore open(Path folder) {
    ContentStore store = new ContentStore(folder);
    try {
      Files.createDirectories(store.blobs);
      Files.createDirectories(store.parts);
      Path mark = folder.resolve("oci-layout");
      if (!Files.exists(mark)) {
        try (Claim _ = Claim.of(store.parts.resolve("oci-layout.lock"))) {
          Folders.replace(store.parts.resolve("oci-layout"), mark, OCI_LAYOUT);
        }
      }
    } catch (IOException e) {
      throw StoreFailure.of(folder, e);
    }
    new LayoutIndex(folder, store.parts).makeWhereMissing();
    return store;
  }

  /** The layout's folder. */
  public Path folder() {
    return folder;
  }

  /** Where a blob is or would be. */
  public Path path(Digest digest) {
    return blobs.resolve(digest.hex());
  }

  Path part(Digest digest) {
    return parts.resolve(digest.hex() + ".part");
  }

  /** Whether the store has this blob, of any size. */
  public boolean holds(Digest digest) {
    return Files.isRegularFile(path(digest), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the store has this blob with this size. */
  public boolean holds(Digest digest, long size) {
    return holds(digest) && size(digest) == size;
  }

  /** A held blob's size in bytes. */
  public long size(Digest digest) {
    try {
      return Files.size(path(digest));
    } catch (NoSuchFileException e) {
      throw notHeld(digest);
    } catch (IOException e) {
      throw StoreFailure.of(path(digest), e);
    }
  }

  /**
   * Reads a small blob whole and hashes it again.
   *
   * @param max how many bytes it may have
   */
  public byte[] read(Digest digest, int max) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path(digest))) {
      bytes = in.readNBytes(max + 1);
    } catch (NoSuchFileException e) {
      throw notHeld(digest);
    } catch (IOException e) {
      throw StoreFailure.of(path(digest), e);
    }
    if (bytes.length > max) {
      throw new SkerryException(
          UpstreamError.TOO_LARGE, digest.toString(), "has more than " + max + " bytes");
    }
    if (!Digest.of(bytes).equals(digest)) {
      throw new SkerryException(
          UpstreamError.STORE,
          path(digest).toString(),
          "is damaged: its bytes do not have its digest; delete this file");
    }
    return bytes;
  }

  /** Begins a blob whose digest and size are known; waits while another build writes it. */
  public BlobWriter writer(Descriptor wanted) {
    return new BlobWriter(this, wanted);
  }

  /** Stores the bytes. */
  public Digest put(byte[] bytes) {
    Descriptor wanted = Descriptor.of("", Digest.of(bytes), bytes.length);
    if (!holds(wanted.digest(), wanted.size())) {
      try (BlobWriter writer = writer(wanted)) {
        if (!writer.held()) {
          writer.restart();
          writer.write(bytes, bytes.length);
        }
        writer.commit("memory");
      }
    }
    return wanted.digest();
  }

  /**
   * Stores a file's bytes. Reads it twice: to know its digest, and to copy it.
   *
   * @throws SkerryException {@link UpstreamError#WRONG_DIGEST} when it changes meanwhile
   */
  public Descriptor put(Path file, String mediaType) {
    try {
      Descriptor wanted = describe(file, mediaType);
      if (!holds(wanted.digest(), wanted.size())) {
        copy(file, wanted);
      }
      return wanted;
    } catch (IOException e) {
      throw StoreFailure.of(file, e);
    }
  }

  private static Descriptor describe(Path file, String mediaType) throws IOException {
    MessageDigest hash = Digest.sha256();
    long size = 0;
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
        size += n;
      }
    }
    return Descriptor.of(mediaType, Digest.of(hash), size);
  }

  private void copy(Path file, Descriptor wanted) throws IOException {
    try (BlobWriter writer = writer(wanted);
        InputStream in = Files.newInputStream(file)) {
      writer.copy(in, file.toString(), Progress.none());
    }
  }

  /** Makes an empty folder on the store's disk for work files; its user deletes it. */
  public Path scratch() {
    try {
      return Files.createTempDirectory(parts, "work-");
    } catch (IOException e) {
      throw StoreFailure.of(parts, e);
    }
  }

  /** Names manifests that the store holds in {@code index.json}; other names stay. */
  public void publish(SortedMap<String, Descriptor> names) {
    new LayoutIndex(folder, parts).merge(names);
  }

  /** Forces the folders: after it, everything stored so far survives a power cut. */
  public void sync() {
    try {
      Folders.force(blobs);
      Folders.force(folder);
    } catch (IOException e) {
      throw StoreFailure.of(folder, e);
    }
  }

  private static SkerryException notHeld(Digest digest) {
    return new SkerryException(
        UpstreamError.NOT_HELD, digest.toString(), "is not in the content store");
  }
}

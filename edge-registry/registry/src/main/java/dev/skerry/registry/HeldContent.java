package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BlobStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Opens blobs for reading and never trusts a file over its row: a file of another size is moved out
 * of sight, so that the next import heals it, and is not served.
 */
final class HeldContent {
  private static final System.Logger LOG = System.getLogger(HeldContent.class.getName());
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9][\\w.+!#$&^-]{0,126}/[A-Za-z0-9][\\w.+!#$&^-]{0,126}");

  /** Manifests up to this size are sent from the very bytes that were hashed. */
  private static final int IN_MEMORY = 64 << 10;

  private final BlobStore blobs;
  private final Function<Digest, Optional<String>> withheld;

  /**
   * Over a store.
   *
   * @param withheld why a digest is not served; empty where it is
   */
  HeldContent(BlobStore blobs, Function<Digest, Optional<String>> withheld) {
    this.blobs = blobs;
    this.withheld = withheld;
  }

  /**
   * Content whose file has the size of its row.
   *
   * @throws SkerryException {@link RegistryError#REVOKED}, {@link RegistryError#DAMAGED}, or {@link
   *     RegistryError#INTERNAL} for a media type that could end its header
   */
  Content find(String mediaType, Digest digest, long size) {
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new SkerryException(
          RegistryError.INTERNAL, digest.toString(), "is kept under a malformed media type");
    }
    withheld
        .apply(digest)
        .ifPresent(reason -> {
          throw new SkerryException(RegistryError.REVOKED, digest.toString(), reason);
        });
    OptionalLong held = blobs.size(digest);
    if (held.isEmpty()) {
      throw damaged(digest, "its file is gone, or was found damaged and put away");
    }
    if (held.getAsLong() != size) {
      blobs.condemn(digest);
      throw damaged(digest, "its file has " + held.getAsLong() + " bytes, not " + size);
    }
    return new Content(mediaType, digest, size, blobs.path(digest), Optional.empty());
  }

  /**
   * A manifest, whose bytes are hashed each time: by a tag nobody but us can notice that its file
   * was exchanged for another one of the same size. A large one is hashed and then sent from its
   * file like a blob: clients that wait could otherwise fill the memory with it.
   *
   * @throws SkerryException as {@link #find}
   */
  Content manifest(String mediaType, Digest digest, long size) {
    Content found = find(mediaType, digest, size);
    if (size > Limits.V1.manifest()) {
      throw damaged(digest, "it has " + size + " bytes, more than any manifest");
    }
    if (size > IN_MEMORY) {
      requireBytes(hashed(found), digest);
      return found;
    }
    byte[] bytes = read(found, 0, (int) size);
    requireBytes(Digest.of(bytes), digest);
    return new Content(mediaType, digest, size, found.file(), Optional.of(bytes));
  }

  private void requireBytes(Digest found, Digest digest) {
    if (!found.equals(digest)) {
      blobs.condemn(digest);
      throw damaged(digest, "its file holds other bytes");
    }
  }

  private static Digest hashed(Content content) {
    MessageDigest sha256 = Digest.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(IN_MEMORY);
    try (FileChannel file = channel(content)) {
      while (file.read(buffer.clear()) >= 0) {
        sha256.update(buffer.flip());
      }
    } catch (IOException e) {
      throw unreadable(content, e);
    }
    return Digest.of(sha256);
  }

  /** Opens a part of it; the caller closes the file. */
  Answer.FilePart open(Content content, long offset, long length) {
    return new Answer.FilePart(channel(content), offset, length);
  }

  /** Reads a part of it into memory; only for small parts. */
  byte[] read(Content content, long offset, int length) {
    if (content.verified().isPresent()) {
      int from = (int) offset;
      return Arrays.copyOfRange(content.verified().get(), from, from + length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel file = channel(content)) {
      while (bytes.hasRemaining()) {
        if (file.read(bytes, offset + bytes.position()) < 0) {
          throw damaged(content.digest(), "its file became shorter");
        }
      }
    } catch (IOException e) {
      throw unreadable(content, e);
    }
    return bytes.array();
  }

  private static FileChannel channel(Content content) {
    Path file = content.file();
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw unreadable(content, e);
    }
  }

  private static SkerryException unreadable(Content content, IOException e) {
    LOG.log(
        System.Logger.Level.ERROR, "blob {0} cannot be read: {1}", content.digest(), Reasons.of(e));
    return new SkerryException(
        RegistryError.DAMAGED, content.digest().toString(), "its file cannot be read", e);
  }

  private static SkerryException damaged(Digest digest, String reason) {
    LOG.log(System.Logger.Level.ERROR, "blob {0} is damaged: {1}", digest, reason);
    return new SkerryException(RegistryError.DAMAGED, digest.toString(), reason);
  }
}

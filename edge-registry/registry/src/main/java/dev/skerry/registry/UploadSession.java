package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** One upload under way: a file that grows and is hashed while it does. */
final class UploadSession {
  private final String repository;
  private final String client;
  private final String id;
  private final Path file;
  private final Disk.Out out;
  private final MessageDigest hash = Digest.sha256();
  private final ReentrantLock busy = new ReentrantLock();
  private volatile Instant touched;
  private long size;

  UploadSession(String repository, String client, String id, Path file, Disk.Out out, Instant now) {
    this.repository = repository;
    this.client = client;
    this.id = id;
    this.file = file;
    this.out = out;
    this.touched = now;
  }

  String repository() {
    return repository;
  }

  /** Who began it: an address, or a network of IPv6. */
  String client() {
    return client;
  }

  String id() {
    return id;
  }

  OciRequest.Upload asRequest() {
    return new OciRequest.Upload(repository, id);
  }

  Path file() {
    return file;
  }

  /** Bytes received and hashed so far. */
  long size() {
    return size;
  }

  Instant touched() {
    return touched;
  }

  /** Where the client goes on; the same text in every answer. */
  String location() {
    return "/v2/" + repository + "/blobs/uploads/" + id;
  }

  /** What has arrived, as {@code 0-<last>}; nothing yet is {@code 0-0} by convention. */
  String range() {
    return "0-" + Math.max(0, size - 1);
  }

  /**
   * Takes the session for one request.
   *
   * @throws SkerryException {@link RegistryError#TOO_MANY} while another request has it
   */
  void enter(Instant now) {
    if (!busy.tryLock()) {
      throw new SkerryException(RegistryError.TOO_MANY, id, "is written to by another request");
    }
    touched = now;
  }

  void leave(Instant now) {
    touched = now;
    busy.unlock();
  }

  boolean idle() {
    return !busy.isLocked();
  }

  /**
   * Appends a body to its end.
   *
   * @param space asked before each buffer is written, with its size
   * @throws SkerryException {@link RegistryError#TOO_LARGE}, or that the disk failed
   */
  void append(InputStream body, SpaceGuard space) throws IOException {
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    for (int n = body.readNBytes(buffer, 0, buffer.length);
        n > 0;
        n = body.readNBytes(buffer, 0, buffer.length)) {
      if (size + n > Limits.V1.member()) {
        throw new SkerryException(
            RegistryError.TOO_LARGE, id, "is over " + Limits.V1.member() + " bytes");
      }
      space.take(n);
      write(ByteBuffer.wrap(buffer, 0, n));
      hash.update(buffer, 0, n);
      size += n;
    }
  }

  private void write(ByteBuffer bytes) {
    try {
      out.write(bytes, size);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The digest of all that arrived; the session can take nothing more. */
  Digest finish() {
    close();
    return Digest.of(hash);
  }

  void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SkerryException failed(IOException e) {
    return new SkerryException(
        RegistryError.DISK, file.toString(), "cannot be written: " + Reasons.of(e), e);
  }
}

package dev.skerry.registry;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The uploads under way: at most 64, each for at most an hour after its last request. They do not
 * outlive the process: what an earlier one left is removed at the start.
 */
final class Uploads {
  static final int SESSIONS = 64;
  static final Duration LIFE = Duration.ofHours(1);
  private static final int LEFTOVERS = 10_000;

  private final Path folder;
  private final Disk disk;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Map<String, UploadSession> sessions = new LinkedHashMap<>();

  Uploads(Path folder, Disk disk, InstantSource clock, Supplier<UUID> ids) {
    this.folder = folder;
    this.disk = disk;
    this.clock = clock;
    this.ids = ids;
    try {
      disk.createFolders(folder);
      for (String name : disk.list(folder, LEFTOVERS)) {
        disk.delete(folder.resolve(name));
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /**
   * Begins an upload.
   *
   * @throws SkerryException {@link RegistryError#TOO_MANY}
   */
  synchronized UploadSession start(String repository) {
    List<UploadSession> old = sessions.values().stream().filter(this::expired).toList();
    old.forEach(this::drop);
    if (sessions.size() >= SESSIONS) {
      throw new SkerryException(
          RegistryError.TOO_MANY, repository, SESSIONS + " uploads are under way already");
    }
    String id = ids.get().toString();
    Path file = folder.resolve(id);
    UploadSession session = new UploadSession(repository, id, file, create(file), clock.instant());
    sessions.put(id, session);
    return session;
  }

  /**
   * An upload that has begun, taken for one request until {@link #leave}.
   *
   * @throws SkerryException {@link RegistryError#UPLOAD_UNKNOWN} or {@link RegistryError#TOO_MANY}
   */
  synchronized UploadSession take(OciRequest.Upload request) {
    UploadSession session =
        Optional.ofNullable(sessions.get(request.id()))
            .filter(s -> s.repository().equals(request.repository()) && !expired(s))
            .orElseThrow(() ->
                new SkerryException(
                    RegistryError.UPLOAD_UNKNOWN, request.id(), "is not under way here"));
    session.enter(clock.instant());
    return session;
  }

  void leave(UploadSession session) {
    session.leave(clock.instant());
  }

  /** Ends an upload; its file goes unless somebody took it over. */
  synchronized void drop(UploadSession session) {
    sessions.remove(session.id());
    session.close();
    delete(session.file());
  }

  /** Writes a small file beside the uploads, for {@code BlobStore.adopt}. */
  Path stage(byte[] bytes) {
    Path file = folder.resolve(ids.get().toString());
    try (Disk.Out out = disk.create(file)) {
      out.write(ByteBuffer.wrap(bytes), 0);
      return file;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private boolean expired(UploadSession session) {
    Instant end = session.touched().plus(LIFE);
    return session.idle() && end.isBefore(clock.instant());
  }

  private Disk.Out create(Path file) {
    try {
      return disk.create(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private void delete(Path file) {
    try {
      disk.delete(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static SkerryException failed(Path file, IOException e) {
    return new SkerryException(
        RegistryError.DISK, file.toString(), "cannot be written: " + Reasons.of(e), e);
  }
}

package dev.skerry.registry;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The uploads under way: at most 128, of one client at most 64, which is what a builder that pushes
 * several images at once may need, each for at most an hour after its last request. Where there are
 * as many already, the one that was left alone longest makes room once that is a minute, for
 * clients that were ended never say so. Uploads do not outlive the process: what an earlier one
 * left is removed at the start.
 */
final class Uploads {
  static final int SESSIONS = 128;
  static final int OF_ONE_CLIENT = 64;
  static final Duration LIFE = Duration.ofHours(1);

  /** After so long without a request an upload makes room for others. */
  static final Duration REST = Duration.ofMinutes(1);

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
   * @param client who asks for it
   * @throws SkerryException {@link RegistryError#TOO_MANY}
   */
  synchronized UploadSession start(String repository, String client) {
    List<UploadSession> old = sessions.values().stream().filter(this::expired).toList();
    old.forEach(this::drop);
    makeRoom(repository, OF_ONE_CLIENT, s -> s.client().equals(client));
    makeRoom(repository, SESSIONS, s -> true);
    String id = ids.get().toString();
    Path file = folder.resolve(id);
    UploadSession session =
        new UploadSession(repository, client, id, file, create(file), clock.instant());
    sessions.put(id, session);
    return session;
  }

  private void makeRoom(String repository, int most, Predicate<UploadSession> which) {
    List<UploadSession> all = sessions.values().stream().filter(which).toList();
    if (all.size() < most) {
      return;
    }
    UploadSession left =
        all.stream()
            .filter(s -> restsFor(s, REST))
            .min(Comparator.comparing(UploadSession::touched))
            .orElseThrow(() ->
                new SkerryException(
                    RegistryError.TOO_MANY, repository, most + " uploads are under way already"));
    drop(left);
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

  /** A manifest under way, in a file beside the uploads. */
  StagedManifest stage() {
    Path file = folder.resolve(ids.get().toString());
    return new StagedManifest(disk, file, create(file));
  }

  private boolean expired(UploadSession session) {
    return restsFor(session, LIFE);
  }

  private boolean restsFor(UploadSession session, Duration time) {
    Instant end = session.touched().plus(time);
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

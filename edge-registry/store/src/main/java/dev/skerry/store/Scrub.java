package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Hashes every held blob anew, the one that was looked at longest ago first, and puts away what is
 * bad: from then on it is not served, and the next import of a bundle that has it brings it back. A
 * client that is reading a bad one keeps its open file and judges the digest itself. How far a
 * round is lies in the database, so that a cut one goes on where it was (design section 4,
 * "Store").
 */
public final class Scrub {
  /** A round begins when a blob was not looked at for so long. */
  public static final Duration ROUND = Duration.ofDays(7);

  private static final String ACTOR = "scrub";
  private static final String IMPORT = "import";

  private static final BlobCheck.Found FOUND_BY_USE =
      new BlobCheck.Found(BadBlob.Fault.DIFFERS, "it was not what a reader or an import needed");

  /** Of so many files, or so many bytes, one transaction says that they are good. */
  private static final int PAGE = 100;

  private static final long PAGE_BYTES = 64L << 20;

  private final Database database;
  private final FileBlobStore files;
  private final BlobPaths paths;
  private final AuditLog log;
  private final InstantSource clock;
  private final ReentrantLock one = new ReentrantLock();

  /** Of two who look, the second could put away what somebody brought back after the first. */
  private final ReentrantLock looking = new ReentrantLock();

  Scrub(
      Database database, FileBlobStore files, BlobPaths paths, AuditLog log, InstantSource clock) {
    this.database = database;
    this.files = files;
    this.paths = paths;
    this.log = log;
    this.clock = clock;
  }

  /**
   * A round that came to its end.
   *
   * @param blobs how many were looked at
   * @param bytes how large they should be
   * @param bad all that are not served, found now or before
   */
  public record Round(Instant begun, Instant ended, long blobs, long bytes, List<BadBlob> bad) {
    /** Copies the list. */
    public Round {
      bad = List.copyOf(bad);
    }
  }

  /** Whether a round was cut, or it is time for one. */
  public boolean due() {
    Instant now = clock.instant();
    return database.read(session -> ScrubRows.due(session, now.minus(ROUND), now));
  }

  /** When the blob was looked at, or imported, that this was done to longest ago. */
  public Optional<Instant> oldest() {
    return database.read(ScrubRows::oldest);
  }

  /** When the last round ended; empty before, and while one goes on. */
  public Optional<Instant> ended() {
    return database.read(ScrubRows::round).flatMap(ScrubRows.Round::ended);
  }

  /** Whether a blob is hashed anew from time to time: a bundle, or a push, has it. */
  public boolean watches(Digest digest) {
    return database.read(session -> ScrubRows.watches(session, digest));
  }

  /** What is not served because it was found bad, by digest. */
  public List<BadBlob> bad() {
    return database.read(session -> ScrubRows.bad(session));
  }

  /**
   * Goes on with a round that was cut, or begins one.
   *
   * @return what it found; empty when the pace ended it
   * @throws SkerryException {@link StoreError#BUSY} while another goes on, {@link StoreError#DISK}
   *     and others of the store
   */
  public Optional<Round> goOn(Pace pace) {
    return run(false, ACTOR, pace, Progress.none());
  }

  /**
   * Looks at every blob, whenever that was last done.
   *
   * @param actor who asked for it
   * @return and throws as {@link #goOn}
   */
  public Optional<Round> whole(String actor, Pace pace, Progress progress) {
    return run(true, actor, pace, progress);
  }

  /**
   * Hashes what lies where a bad one was, for nothing tells who put it there: an import that was
   * cut, or somebody by hand. What is not good is put away again. Reads nothing else.
   *
   * @throws SkerryException {@link StoreError#DISK} and others of the store
   */
  public void lookAgain() {
    looking.lock();
    try {
      Predicate<Digest> sound = files.soundness();
      bad().stream()
          .map(BadBlob::digest)
          .filter(files::holds)
          .filter(sound.negate())
          .forEach(files::condemn);
    } finally {
      looking.unlock();
    }
  }

  /**
   * Strikes off the list of bad ones what lies there and is sound: an import that put it back may
   * have been cut before that was written down. Reads nothing else.
   *
   * @return how many
   * @throws SkerryException as {@link #lookAgain}
   */
  public int settle() {
    if (bad().isEmpty()) {
      return 0;
    }
    lookAgain();
    return healed(ACTOR, Map.of());
  }

  /** Strikes those off that a push has brought back; an import does so by its own name before. */
  void pushed() {
    healed(IMPORT, Map.of());
  }

  /**
   * Strikes those off the list of bad ones that an import has brought back.
   *
   * @param bundle what was imported, for the log
   * @return how many
   */
  public int healed(String bundle) {
    return healed(IMPORT, Map.of("bundle", bundle));
  }

  private int healed(String actor, Map<String, String> detail) {
    return database.write(session -> {
      List<Digest> healed = ScrubRows.healed(session, files, clock.instant());
      healed.forEach(digest -> append("scrub.healed", actor, digest.toString(), detail));
      return healed.size();
    });
  }

  private void append(String name, String actor, String object, Map<String, String> detail) {
    log.append(new AuditLog.Event(name, actor, object, new TreeMap<>(detail)));
  }

  private Optional<Round> run(boolean anew, String actor, Pace pace, Progress progress) {
    if (!one.tryLock()) {
      throw new SkerryException(StoreError.BUSY, ACTOR, "another one is running");
    }
    try {
      Instant begun = begin(anew);
      progress.total(database.read(session -> ScrubRows.left(session, begun)));
      BlobCheck check = new BlobCheck(pace, progress);
      boolean further = true;
      while (further) {
        List<ScrubRows.Row> next = database.read(session -> ScrubRows.next(session, begun, PAGE));
        if (next.isEmpty()) {
          return Optional.of(end(actor));
        }
        requireFolder();
        further = page(next, begun, check, actor, progress);
      }
      return Optional.empty();
    } finally {
      one.unlock();
    }
  }

  private Instant begin(boolean anew) {
    return database.write(session -> {
      Optional<ScrubRows.Round> last = ScrubRows.round(session);
      if (anew || last.flatMap(ScrubRows.Round::ended).isPresent() || last.isEmpty()) {
        ScrubRows.begin(session, clock.instant());
      }
      return ScrubRows.round(session).orElseThrow().begun();
    });
  }

  /** A disk that is not there is no reason to call every blob of it gone. */
  private void requireFolder() {
    if (!Files.isDirectory(paths.all())) {
      throw new SkerryException(
          StoreError.DISK, paths.all().toString(), "is not there, although blobs are held");
    }
  }

  /** Whether all of them were looked at, or as many as one transaction is for. */
  private boolean page(
      List<ScrubRows.Row> rows, Instant begun, BlobCheck check, String actor, Progress progress) {
    List<ScrubRows.Row> done = new ArrayList<>();
    boolean stopped = false;
    long bytes = 0;
    for (ScrubRows.Row row : rows) {
      if (bytes > PAGE_BYTES) {
        break;
      }
      progress.item(row.digest().shortHex());
      Path file = paths.blob(row.digest());
      Optional<FileMark> judged = FileMark.of(file);
      BlobCheck.Result result = check.look(file, row.digest(), row.size());
      stopped = result.stopped();
      if (stopped) {
        break;
      }
      bytes += row.size();
      if (result.found().isPresent() && !FileMark.of(file).equals(judged)) {
        // An import brought it back while the bad one was read: the next page looks at it again.
        continue;
      }
      result.found().ifPresent(found -> putAway(row, found, actor));
      done.add(row);
    }
    database.write(session -> {
      Instant now = clock.instant();
      ScrubRows.verified(session, done, now.isBefore(begun) ? begun : now);
      return true;
    });
    return !stopped;
  }

  /** First out of sight, then written down: what is on the list is never served. */
  private void putAway(ScrubRows.Row row, BlobCheck.Found found, String actor) {
    if (found.fault() != BadBlob.Fault.GONE) {
      files.putAway(row.digest());
    }
    writeDown(row.digest(), found, actor);
  }

  /** Whoever needed a blob found that its file is another one, and put it away. */
  void condemned(Digest digest) {
    writeDown(digest, FOUND_BY_USE, "store");
  }

  private void writeDown(Digest digest, BlobCheck.Found found, String actor) {
    database.write(session -> {
      // An import may have brought it back in between.
      if (!files.holds(digest) && ScrubRows.bad(session, digest, found.fault(), clock.instant())) {
        append(
            "scrub.bad",
            actor,
            digest.toString(),
            Map.of(
                "fault", found.fault().word(),
                "reason", found.reason(),
                "bundles", String.join(",", ScrubRows.bundles(session, digest))));
      }
      return true;
    });
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Round end(String actor) {
    return database.write(session -> {
      healed(actor, Map.of());
      ScrubRows.end(session, clock.instant());
      ScrubRows.Round row = ScrubRows.round(session).orElseThrow();
      Round round =
          new Round(
              row.begun(),
              row.ended().orElseThrow(),
              row.blobs(),
              row.bytes(),
              ScrubRows.bad(session));
      append(
          "scrub.done",
          actor,
          "blobs",
          Map.of(
              "blobs", Long.toString(round.blobs()),
              "bytes", Long.toString(round.bytes()),
              "bad", Integer.toString(round.bad().size()),
              "begun", seconds(round.begun()),
              "ended", seconds(round.ended())));
      return round;
    });
  }
}

package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A gateway's store on its own disk: blob files beside one SQLite database that holds everything
 * else, so that whatever one step changes is committed at once (design section 4, "Store").
 *
 * <pre>
 * DATA/lock                     held while this is open
 * DATA/blobs/sha256/ab/abcd…    whole, hashed, durable
 * DATA/quarantine/              on its way in
 * DATA/catalog.db               everything else
 * </pre>
 */
public final class EmbeddedStore implements AutoCloseable {
  private static final String DATABASE_FILE = "catalog.db";

  /** What a transaction of the catalog may need for its journal, in bytes. */
  private static final long LEAST_FREE = 16L << 20;

  private final Path data;
  private final DataLock lock;
  private final Database database;
  private final FileBlobStore blobs;
  private final Scrub scrub;
  private final SqlCatalog catalog;
  private final SqlSiteState state;
  private final SqlAuditLog log;
  private final SqlPlanJournal plans;
  private boolean closed;

  private EmbeddedStore(
      Path data, DataLock lock, Database database, Disk disk, InstantSource clock) {
    this.data = data;
    this.lock = lock;
    this.database = database;
    this.blobs = new FileBlobStore(data, disk);
    this.log = new SqlAuditLog(database, clock);
    this.scrub = new Scrub(database, blobs, new BlobPaths(data), log, clock);
    blobs.onCondemned(scrub::condemned);
    this.catalog = new SqlCatalog(database, blobs, scrub, clock);
    this.state = new SqlSiteState(database);
    this.plans = new SqlPlanJournal(database);
  }

  /**
   * Opens the data folder, made when it is not there, and takes its lock.
   *
   * @throws SkerryException {@link StoreError#LOCKED}, {@link StoreError#NEWER_SCHEMA}, {@link
   *     StoreError#SETTINGS}, {@link StoreError#DATABASE} or {@link StoreError#DISK}
   */
  public static EmbeddedStore open(Path data, Disk disk, InstantSource clock) {
    try {
      disk.createFolders(data);
      DataLock lock = DataLock.take(data);
      boolean opened = false;
      try {
        Path file = databaseFile(data);
        NativeLibrary.unpackInto(data);
        Database database = Database.open(file, Migrations.SHIPPED);
        opened = true;
        return new EmbeddedStore(data, lock, database, disk, clock);
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw DiskFailure.of(e, data, "open it");
    }
  }

  /** The data folder. */
  public Path data() {
    return data;
  }

  /** Blob files. */
  public BlobStore blobs() {
    return blobs;
  }

  /** Looks whether they still are what they were. */
  public Scrub scrub() {
    return scrub;
  }

  /** What stands where and reaches what. */
  public Catalog catalog() {
    return catalog;
  }

  /** What the site is and has accepted. */
  public SiteState state() {
    return state;
  }

  /** The append-only log. */
  public AuditLog log() {
    return log;
  }

  /** What became of each plan. */
  public PlanJournal plans() {
    return plans;
  }

  /**
   * Runs work in one transaction on the store's writer thread; whatever it does through the ports
   * above is committed together or not at all. What it throws is thrown here unchanged, after
   * everything was taken back. Inside another transaction it joins that one.
   *
   * @throws SkerryException {@link StoreError#CLOSED}, {@link StoreError#OVERLOADED}, {@link
   *     StoreError#NO_SPACE} or {@link StoreError#DATABASE}
   */
  public <T> T inTransaction(Supplier<T> work) {
    return database.write(session -> work.get());
  }

  /**
   * Looks whether this can be read and written, at the cost of one small read: a probe asks every
   * few seconds.
   *
   * @throws SkerryException {@link StoreError#CLOSED}, {@link StoreError#DATABASE}, {@link
   *     StoreError#OVERLOADED}, {@link StoreError#DISK} when the disk takes no writes, {@link
   *     StoreError#NO_SPACE} when nothing is left of it
   */
  public void check() {
    state.site();
    if (!Files.isWritable(data)) {
      throw new SkerryException(
          StoreError.DISK, data.toString(), "is not there or cannot be written to any more");
    }
    long free = blobs.usableSpace();
    if (free < LEAST_FREE) {
      throw new SkerryException(
          StoreError.NO_SPACE,
          data.toString(),
          "%,d bytes are free, the database needs %,d".formatted(free, LEAST_FREE));
    }
  }

  /** Ends the work that is running, closes the database and gives the lock back. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lock) {
      database.close();
    } catch (IOException e) {
      throw DiskFailure.of(e, data, "give its lock back");
    }
  }

  /** SQLite gives its journal files the mode of the database, so that is made first. */
  private static Path databaseFile(Path data) throws IOException {
    Path file = data.resolve(DATABASE_FILE);
    try {
      return Files.createFile(file, Modes.FILE);
    } catch (FileAlreadyExistsException e) {
      return file;
    }
  }
}

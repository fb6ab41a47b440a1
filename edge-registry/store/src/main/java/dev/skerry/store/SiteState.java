package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What a site is and what it has accepted, by product and channel. Everything here only moves the
 * way that format section 6 allows; the caller judges, the store keeps and refuses a fall of the
 * accepted sequence, or of the floor within an epoch, once more.
 */
public interface SiteState {
  /** Who this gateway is; empty before init. */
  Optional<SiteRow> site();

  /** Writes who this gateway is, once. */
  void initialise(SiteRow site);

  /** Every root document accepted for the product, ascending by version. */
  List<RootRow> roots(String product);

  /** Saves a root document durably; the version must be new and the highest. */
  void saveRoot(String product, RootRow root);

  /** Highest (epoch, sequence) accepted; empty before the first import. */
  Optional<Accepted> accepted(ChannelKey key);

  /** The time floor; {@link Instant#EPOCH} before anything set it. */
  Instant floor(ChannelKey key);

  /** Raises the floor; a lower one changes nothing. */
  void raiseFloor(ChannelKey key, Instant floor);

  /**
   * Sets the floor of a new epoch, also to an earlier time: the one way in which it falls.
   *
   * @param epoch that of the root document; above every epoch that began here before
   * @param floor when that root document was issued
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#FALLING} when the epoch is
   *     not new
   */
  void beginEpoch(ChannelKey key, long epoch, Instant floor);

  /** Counters by kind and name. */
  SortedMap<CounterName, Long> counters(ChannelKey key);

  /** Sets a counter, up or (where the statement permitted it) down. */
  void setCounter(ChannelKey key, CounterName name, long counter);

  /** A bundle was admitted and imported: it becomes accepted, active and held. */
  void accept(ChannelKey key, BundleRow bundle);

  /** The bundle of a statement, when it is held. */
  Optional<BundleRow> held(ChannelKey key, Digest statement);

  /**
   * Makes a bundle that is held the active one; what was accepted stays as it is.
   *
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#FALLING} when it is not held
   */
  void activate(ChannelKey key, Digest statement);

  /** The bundle whose tags are served. */
  Optional<BundleRow> active(ChannelKey key);

  /** Bundles whose content is held, highest first; at most 1,000. */
  List<BundleRow> bundles(ChannelKey key);

  /** The next receipt number, from 1; counted up by each call. */
  long nextReceipt();

  /** The last receipt number given out, empty before the first. */
  OptionalLong lastReceipt();

  /** How the gateway's key changed, the oldest first: the envelopes' exact bytes. */
  List<byte[]> successions();

  /** Saves durably that another key signs from now on. */
  void saveSuccession(byte[] envelope);

  /**
   * This gateway.
   *
   * @param depot a depot has no site, no root and takes pushes; the other fields are empty then
   * @param anchor SHA-256 of the payload of the root document given to init
   */
  record SiteRow(
      boolean depot,
      String id,
      ChannelKey key,
      SortedMap<String, String> labels,
      List<String> groups,
      Optional<Digest> anchor,
      Instant created) {
    /** Copies the groups. */
    public SiteRow {
      groups = List.copyOf(groups);
    }
  }

  /** A root document as it was accepted: the envelope's exact bytes. */
  record RootRow(long version, byte[] envelope) {}

  /**
   * A bundle that was imported.
   *
   * @param statement SHA-256 of the statement
   * @param envelope the exact bytes of bundle.dsse.json
   * @param index the exact bytes of index.json
   * @param content bytes of its members
   */
  record BundleRow(
      Digest statement,
      String name,
      long epoch,
      long sequence,
      Instant issued,
      Instant imported,
      long content,
      byte[] envelope,
      byte[] index) {}
}

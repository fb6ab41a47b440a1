package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.json.JsonText;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The append-only log of what happened at the site. Entries are chained by hash; the database
 * itself refuses to change or remove one.
 */
public interface AuditLog {
  /** Appends durably and returns the entry as it stands. */
  Entry append(Event event);

  /** Entries from a number on, ascending. */
  List<Entry> read(long from, int max);

  /** The newest entry. */
  Optional<Entry> last();

  /**
   * The newest entry with one of these names.
   *
   * @param names of events, see {@link Event#name}
   */
  Optional<Entry> lastOf(Set<String> names);

  /** Recomputes chain and tree over all entries; the number of the first one that does not fit. */
  Optional<Long> firstBroken();

  /**
   * The Merkle root over the first entries (RFC 6962); a leaf is the JSON that {@link Entry#hash}
   * is the hash of.
   *
   * @param size at most as many as there are
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#LOG_CHANGED}
   */
  Digest root(long size);

  /**
   * Proves that the first entries are still what they were (RFC 6962 section 2.1.2).
   *
   * @param to at most as many as there are
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#LOG_CHANGED}
   */
  List<Digest> consistency(long from, long to);

  /** What was signed last of this log. */
  Optional<Signed> lastSigned();

  /** Keeps what was signed; its size is above the last one's. */
  void keep(Signed signed);

  /** What the desk said last that it has seen of this log. */
  Optional<Acknowledged> lastAcknowledged();

  /** Keeps what the desk said. */
  void acknowledge(Acknowledged acknowledged);

  /**
   * What the desk has seen of this log, as a bundle told.
   *
   * @param size entries
   * @param root of the Merkle tree over them
   * @param ours whether this log begins with them
   */
  record Acknowledged(long size, Digest root, boolean ours) {}

  /**
   * A checkpoint that the gateway signed.
   *
   * @param size entries
   * @param root of the Merkle tree over them
   * @param note the signed text
   */
  record Signed(long size, Digest root, String note) {}

  /**
   * What happened.
   *
   * @param name for instance {@code bundle.admitted}
   * @param actor who did it, for instance {@code import}
   * @param object what it happened to: a bundle's name, a digest
   * @param detail more, by name
   */
  record Event(String name, String actor, String object, SortedMap<String, String> detail) {
    /** Copies the detail. */
    public Event {
      detail = Collections.unmodifiableSortedMap(new TreeMap<>(detail));
    }
  }

  /**
   * An entry.
   *
   * @param number from 1, without gaps
   * @param time when it was appended, by the gateway's clock
   * @param previous hash of the entry before, 64 zeros for the first
   * @param hash SHA-256 of minified JSON with the members number, time (nine digits of fraction),
   *     name, actor, object, detail and previous (hex), in this order
   */
  record Entry(long number, Instant time, Event event, Digest previous, Digest hash) {
    /** An entry with the hash that belongs to it. */
    static Entry of(long number, Instant time, Event event, Digest previous) {
      byte[] json = json(number, time, event, previous);
      return new Entry(number, time, event, previous, Digest.of(json));
    }

    /** The JSON that {@link #hash} is the hash of, and that is a leaf of the tree. */
    public byte[] json() {
      return json(number, time, event, previous);
    }

    private static byte[] json(long number, Instant time, Event event, Digest previous) {
      return JsonText.object()
          .put("number", number)
          .put("time", Times.text(time))
          .put("name", event.name())
          .put("actor", event.actor())
          .put("object", event.object())
          .object("detail", detail -> event.detail().forEach(detail::put))
          .put("previous", previous.hex())
          .bytes();
    }
  }
}

package dev.skerry.format.accept;

import dev.skerry.format.Digest;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.SiteIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a site knows when it judges a bundle. Where the site is not known (an auditor's {@code
 * verify} without {@code --site}), channel, identity and accepted are empty, and those steps pass
 * without being judged.
 *
 * @param product the product that the site takes
 * @param channel the channel, or empty: not judged
 * @param identity what audiences are matched against, or empty: not judged
 * @param roots trusted root documents, ascending: the anchor first, the newest last
 * @param accepted the last accepted bundle
 * @param floor the time floor, {@link Instant#EPOCH} at first
 * @param counters highest counters by kind and name
 * @param maxAge how old a statement may be, where the site limits it
 * @param now the system clock
 * @param permits permits that came with the bundle, not judged yet
 */
public record SiteView(
    String product,
    Optional<String> channel,
    Optional<SiteIdentity> identity,
    List<TrustedRoot> roots,
    Optional<Accepted> accepted,
    Instant floor,
    SortedMap<CounterName, Long> counters,
    Optional<Duration> maxAge,
    Instant now,
    List<SignedPermit> permits) {
  /** Copies lists and maps; refuses a site without a root. */
  public SiteView {
    roots = List.copyOf(roots);
    permits = List.copyOf(permits);
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    if (roots.isEmpty()) {
      throw new IllegalArgumentException("a site has an anchor");
    }
  }

  /** The same with permits. */
  public SiteView with(List<SignedPermit> offered) {
    return new SiteView(
        product, channel, identity, roots, accepted, floor, counters, maxAge, now, offered);
  }

  /** The newest trusted root. */
  public TrustedRoot newestRoot() {
    return roots.getLast();
  }

  /** The time that is judged by: the later of clock and floor. */
  public Instant time() {
    return now.isAfter(floor) ? now : floor;
  }

  /**
   * What was accepted last.
   *
   * @param statement SHA-256 of its statement
   */
  public record Accepted(long epoch, long sequence, Digest statement) {}

  /** A counter's name. */
  public record CounterName(String kind, String name) implements Comparable<CounterName> {
    @Override
    public int compareTo(CounterName other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }
}

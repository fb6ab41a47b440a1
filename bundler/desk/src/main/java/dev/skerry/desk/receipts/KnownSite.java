package dev.skerry.desk.receipts;

import dev.skerry.format.document.Sites;
import dev.skerry.format.log.Acks;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the receipts in the ledger say of one registered site.
 *
 * @param holding what it holds; empty when no receipt tells
 * @param log what was seen of its gateway's log
 * @param replaced numbers of receipts that are in the ledger and that a key signed which the site
 *     had replaced before, ascending
 */
public record KnownSite(
    Sites.Site site, Optional<SiteHolding> holding, SeenLog log, List<Long> replaced) {
  /** Copies the numbers. */
  public KnownSite {
    replaced = List.copyOf(replaced);
  }

  /** What the next bundle tells each gateway about its log: {@code head/ACKS}. */
  public static Acks acks(List<KnownSite> known) {
    SortedMap<String, Acks.Ack> sites = new TreeMap<>();
    for (KnownSite one : known) {
      one.log()
          .newest()
          .ifPresent(seen -> sites.put(one.site().id(), new Acks.Ack(seen.size(), seen.root())));
    }
    return new Acks(sites);
  }
}

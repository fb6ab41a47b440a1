package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.receipts.AddSite.Gateway;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a registered site is after it was registered once more. */
final class SiteChange {
  private SiteChange() {}

  /**
   * The site as it is from now on.
   *
   * @throws SkerryException {@link ReadSideError#SITES} when the key is another one and it is not
   *     said from which receipt on, or that cannot be
   */
  static Sites.Site of(Optional<Sites.Site> known, Gateway gateway) {
    SiteKey key = new SiteKey(gateway.key().scheme().id(), gateway.key().spki());
    if (known.isEmpty()) {
      return new Sites.Site(gateway.id(), key, gateway.labels(), gateway.groups(), List.of());
    }
    Sites.Site site = known.get();
    boolean same = site.key().keyid().equals(key.keyid());
    List<Sites.Former> former = same ? corrected(site, gateway) : former(site, key, gateway);
    boolean keeps =
        gateway.last().isPresent() && gateway.labels().isEmpty() && gateway.groups().isEmpty();
    return keeps
        ? new Sites.Site(site.id(), key, site.labels(), site.groups(), former)
        : new Sites.Site(site.id(), key, gateway.labels(), gateway.groups(), former);
  }

  /** The same key once more: the last receipt of the one before may have been mistyped. */
  private static List<Sites.Former> corrected(Sites.Site site, Gateway gateway) {
    if (gateway.last().isEmpty()) {
      return site.former();
    }
    String given = "--last-receipt " + gateway.last().getAsLong();
    if (site.former().isEmpty()) {
      throw refuse(given, "has no meaning: no key of %s was replaced", site);
    }
    List<Sites.Former> former = new ArrayList<>(site.former());
    Sites.Former newest = former.removeLast();
    long floor = former.isEmpty() ? 0 : former.getLast().last();
    if (gateway.last().getAsLong() < floor) {
      throw refuse(given, "is below that of an earlier key of %s: " + floor, site);
    }
    if (gateway.last().getAsLong() > floor) {
      former.add(new Sites.Former(newest.key(), gateway.last().getAsLong()));
    }
    return former;
  }

  private static List<Sites.Former> former(Sites.Site site, SiteKey key, Gateway gateway) {
    long last =
        gateway
            .last()
            .orElseThrow(() ->
                refuse(
                    "--last-receipt",
                    "is needed: %s has another key, and skerryd key rotate printed the last"
                        + " receipt that it signed; 0 when it shall count for none",
                    site));
    if (last < site.last()) {
      throw refuse(
          "--last-receipt " + last, "is below that of an earlier key of %s: " + site.last(), site);
    }
    if (site.former().stream().anyMatch(f -> f.key().keyid().equals(key.keyid()))) {
      throw refuse("--key", "is a key that %s replaced before", site);
    }
    List<Sites.Former> former = new ArrayList<>(site.former());
    if (last > site.last()) {
      former.add(new Sites.Former(site.key(), last));
    }
    return former;
  }

  private static SkerryException refuse(String item, String reason, Sites.Site site) {
    return new SkerryException(ReadSideError.SITES, item, reason.formatted(site.id()));
  }
}

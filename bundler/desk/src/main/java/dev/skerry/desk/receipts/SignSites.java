package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Sites;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.SignedSuccession;
import dev.skerry.format.sign.SigningKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signs the list of registered gateways anew, with what it says as it was: after the signers of
 * role deploy changed, or a key of one was revoked.
 */
public final class SignSites {
  private final Ledger ledger;
  private final RegisteredSites registered;
  private final InstantSource clock;

  /**
   * Writes into this ledger.
   *
   * @param roots say who has the role deploy
   */
  public SignSites(Ledger ledger, Roots roots, InstantSource clock) {
    this.ledger = ledger;
    this.registered = new RegisteredSites(ledger, roots);
    this.clock = clock;
  }

  /**
   * What the list says, in lines for people, judged by nobody yet: every key with its whole id, and
   * how many of the receipts in the ledger it signed.
   *
   * @throws SkerryException {@link ReadSideError#SITES} where there is no list
   */
  public List<String> words() {
    Envelope envelope = registered.list().orElseThrow(this::none);
    Sites sites = Sites.of(envelope);
    List<String> lines = new ArrayList<>();
    lines.add(
        "List %d of the sites of %s, signed %s"
            .formatted(sites.version(), sites.product(), Times.text(sites.issued())));
    for (Sites.Site site : sites.sites()) {
      lines.add("  site " + site.id());
      for (Sites.Former former : site.former()) {
        lines.add("    up to receipt %d %s".formatted(former.last(), key(former.key())));
      }
      lines.add("    key " + key(site.key()));
      lines.add("    " + receipts(site));
    }
    lines.add("List " + envelope.payloadDigest());
    lines.add("  " + envelope.payloadDigest().spoken());
    return lines;
  }

  private static String key(SiteKey key) {
    return key.scheme() + " " + key.keyid();
  }

  private String receipts(Sites.Site site) {
    List<Envelope> all = ledger.receipts(site.id());
    long signed =
        all.stream()
            .filter(envelope ->
                SignedSuccession.key(site.key(Receipt.of(envelope).number()))
                    .filter(key -> SignedSuccession.signed(envelope, key))
                    .isPresent())
            .count();
    return "signed %d of the %s in the ledger"
        .formatted(signed, Amounts.count(all.size(), "receipt"));
  }

  /**
   * Signs it.
   *
   * @param confirmed the digest of the list that a person compared; needed only where it counted
   *     through a key that was revoked since
   * @return the list as it is now
   * @throws SkerryException {@link ReadSideError#SITES}, {@link ReadSideError#SITES_NOT_TRUSTED},
   *     {@link ReadSideError#SITES_BY_REVOKED}, {@link ReadSideError#NOT_DEPLOY}
   */
  public Sites run(Optional<Digest> confirmed, List<SigningKey> keys) {
    Sites before = registered.before(confirmed).orElseThrow(this::none);
    return registered.record(
        Optional.of(before), before.product(), clock.instant(), before.sites(), keys);
  }

  private SkerryException none() {
    return new SkerryException(
        ReadSideError.SITES,
        ledger.sitesFile().toString(),
        "is not there: skerry site add makes it with the first site");
  }
}

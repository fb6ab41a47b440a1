package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.SigningKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Registers a gateway in {@code ledger/sites.dsse.json}, signed by the role deploy. */
public final class AddSite {
  private final Ledger ledger;
  private final RegisteredSites registered;
  private final InstantSource clock;

  /**
   * Writes into this ledger.
   *
   * @param roots say who has the role deploy
   */
  public AddSite(Ledger ledger, Roots roots, InstantSource clock) {
    this.ledger = ledger;
    this.registered = new RegisteredSites(ledger, roots);
    this.clock = clock;
  }

  /**
   * A gateway.
   *
   * @param key its public key, whose fingerprint {@code skerryd init} or {@code key rotate} printed
   * @param last where this key takes the place of another: the last receipt that the other signed
   * @param labels none, and no groups, beside {@code last}: those that it has
   */
  public record Gateway(
      String id,
      PublicKey key,
      OptionalLong last,
      SortedMap<String, String> labels,
      List<String> groups) {
    /** Sorts the groups. */
    public Gateway {
      groups = groups.stream().sorted().distinct().toList();
    }
  }

  /**
   * Adds a gateway, or changes the one of the same id. Of a key that was replaced the earlier
   * receipts go on to count.
   *
   * @param product empty: that of the sites registered before, or of the ledger's bundles
   * @param keys who signs the new list
   * @return the list as it is now
   * @throws SkerryException {@link ReadSideError#SITES}, {@link ReadSideError#SITES_NOT_TRUSTED},
   *     {@link ReadSideError#SITES_BY_REVOKED}, {@link ReadSideError#NOT_DEPLOY}
   */
  public Sites run(Optional<String> product, Gateway gateway, List<SigningKey> keys) {
    Optional<Sites> before = registered.before(Optional.empty());
    List<Sites.Site> sites = new ArrayList<>(before.map(Sites::sites).orElse(List.of()));
    Optional<Sites.Site> known = before.flatMap(list -> list.site(gateway.id()));
    sites.removeIf(site -> site.id().equals(gateway.id()));
    sites.add(SiteChange.of(known, gateway));
    sites.sort(Comparator.comparing(Sites.Site::id));
    String of = product(product, before.map(Sites::product));
    return registered.record(before, of, clock.instant(), sites, keys);
  }

  private String product(Optional<String> given, Optional<String> before) {
    if (given.isPresent() && before.isPresent() && !given.equals(before)) {
      throw new SkerryException(
          ReadSideError.SITES,
          "--product " + given.get(),
          "this ledger registers the sites of " + before.get());
    }
    return given
        .or(() -> before)
        .or(this::onlyProduct)
        .orElseThrow(() ->
            new SkerryException(
                ReadSideError.SITES,
                "--product",
                "is needed: the ledger does not hold bundles of exactly one product"));
  }

  private Optional<String> onlyProduct() {
    List<String> products = ledger.products();
    return products.size() == 1 ? Optional.of(products.getFirst()) : Optional.empty();
  }
}

package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Sites;
import dev.skerry.format.log.SignedSuccession;
import dev.skerry.format.sign.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells receipts of registered gateways from those that anybody could have written. Each number of
 * a receipt belongs to one key of its site.
 */
public final class GatewayKeys {
  private final Ledger ledger;
  private final Optional<Sites> registered;

  /**
   * The gateways that a ledger registers.
   *
   * @param roots say who may register a gateway
   * @throws dev.skerry.format.error.SkerryException {@code SITES_NOT_TRUSTED}
   */
  public GatewayKeys(Ledger ledger, Roots roots) {
    this.ledger = ledger;
    this.registered = new RegisteredSites(ledger, roots).current();
  }

  /**
   * Why a receipt that somebody brings is not believed. One of a key that was replaced came before
   * the new key was registered, or it may be that of a thief: nothing else tells the two apart.
   */
  public Optional<Objection> objectionToBrought(Envelope envelope, Receipt receipt) {
    return objection(envelope, receipt).or(() -> late(receipt));
  }

  private Optional<Objection> late(Receipt receipt) {
    return registered
        .flatMap(sites -> sites.site(receipt.site()))
        .filter(site -> receipt.number() <= site.last())
        .filter(site -> !ledger.holdsReceipt(site.id(), receipt.number()))
        .map(site ->
            new Objection(
                Objection.Kind.LATE,
                "is signed by a key of %s that was replaced, and the ledger does not hold it"
                    .formatted(site.id())));
  }

  /**
   * Why a receipt that the ledger holds is not believed; empty when the key that its number belongs
   * to signed it.
   */
  public Optional<Objection> objection(Envelope envelope, Receipt receipt) {
    Optional<Sites.Site> found = registered.flatMap(sites -> sites.site(receipt.site()));
    if (found.isEmpty()) {
      return unknown("site " + receipt.site() + " is not registered");
    }
    Sites.Site site = found.get();
    if (signed(envelope, site.key(receipt.number()))) {
      return Optional.empty();
    }
    return replaced(envelope, site, receipt.number())
        .or(() -> named(envelope, site, receipt))
        .or(() -> unknown("is not signed by the registered key of " + receipt.site()));
  }

  private static Optional<Objection> unknown(String reason) {
    return Optional.of(new Objection(Objection.Kind.UNKNOWN_GATEWAY, reason));
  }

  private static Optional<Objection> replaced(Envelope envelope, Sites.Site site, long number) {
    return site.former().stream()
        .filter(former -> number > former.last() && signed(envelope, former.key()))
        .findFirst()
        .map(former ->
            new Objection(
                Objection.Kind.REPLACED_KEY,
                "is signed by a key of %s that counts up to receipt %06d only"
                    .formatted(site.id(), former.last())));
  }

  /** The registered key vouches for the one that signed, perhaps by way of others. */
  private static Optional<Objection> named(Envelope envelope, Sites.Site site, Receipt receipt) {
    List<SignedSuccession> steps = new ArrayList<>();
    String at = site.key().keyid();
    long last = site.last();
    for (Envelope carried : receipt.successions()) {
      Optional<SignedSuccession> step = SignedSuccession.of(carried, site.id());
      if (step.isPresent()
          && step.get().before().keyid().equals(at)
          && step.get().succession().last() >= last) {
        steps.add(step.get());
        at = step.get().after().keyid();
        last = step.get().succession().last();
      }
    }
    boolean signed =
        !steps.isEmpty()
            && receipt.number() > last
            && SignedSuccession.signed(envelope, steps.getLast().after());
    return signed
        ? Optional.of(new Objection(Objection.Kind.NEW_KEY, words(site, steps)))
        : Optional.empty();
  }

  private static List<String> words(Sites.Site site, List<SignedSuccession> steps) {
    List<String> words = new ArrayList<>();
    for (SignedSuccession step : steps) {
      String order =
          steps.size() == 1 ? "" : " (%d of %d)".formatted(words.size() + 1, steps.size());
      words.add(
          ("site %s changed its key%s; key %s signs after receipt %d, as the key before it says:"
                  + " skerry site add --name %s --key PUB --last-receipt %d")
              .formatted(
                  site.id(),
                  order,
                  step.after().keyid(),
                  step.succession().last(),
                  site.id(),
                  step.succession().last()));
    }
    return words;
  }

  /** The registered sites, ascending. */
  public List<Sites.Site> sites() {
    return registered.map(Sites::sites).orElse(List.of());
  }

  private static boolean signed(Envelope envelope, SiteKey named) {
    Optional<PublicKey> key = SignedSuccession.key(named);
    return key.isPresent() && SignedSuccession.signed(envelope, key.get());
  }
}

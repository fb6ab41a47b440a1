package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Sites;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells receipts of registered gateways from those that anybody could have written. */
public final class GatewayKeys {
  private final Optional<Sites> registered;

  /**
   * The gateways that a ledger registers.
   *
   * @param roots folder of the root documents, which say who may register a gateway
   * @throws dev.skerry.format.error.SkerryException {@code SITES_NOT_TRUSTED}
   */
  public GatewayKeys(Ledger ledger, Path roots) {
    this.registered = new RegisteredSites(ledger, roots).current();
  }

  /** Why a receipt is not believed; empty when the key registered for its site signed it. */
  public Optional<String> objection(Envelope envelope, Receipt receipt) {
    Optional<Sites.Site> site = registered.flatMap(sites -> sites.site(receipt.site()));
    if (site.isEmpty()) {
      return Optional.of("site " + receipt.site() + " is not registered");
    }
    return signed(envelope, site.get())
        ? Optional.empty()
        : Optional.of("is not signed by the registered key of " + receipt.site());
  }

  /** The registered sites, ascending. */
  public List<Sites.Site> sites() {
    return registered.map(Sites::sites).orElse(List.of());
  }

  /** The key of a gateway; empty when its scheme is unknown here. */
  static Optional<PublicKey> key(Sites.Site site) {
    return Scheme.of(site.scheme())
        .filter(scheme -> PublicKey.isKeyOf(scheme, site.spki()))
        .map(scheme -> PublicKey.of(scheme, site.spki()));
  }

  private static boolean signed(Envelope envelope, Sites.Site site) {
    Optional<PublicKey> key = key(site);
    byte[] pae = envelope.pae();
    return key.isPresent()
        && envelope.signatures().stream()
            .filter(signature -> signature.keyid().equals(key.get().keyid()))
            .anyMatch(signature -> key.get().verifies(pae, signature.sig()));
  }
}

package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.root.RootChain;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Threshold;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ledger's {@code sites.dsse.json}, believed only when enough signers of role deploy signed it
 * (format section 5). Whoever can write to the ledger's folder cannot register a gateway.
 */
final class RegisteredSites {
  private static final String FILE = "sites.dsse.json";

  private final Ledger ledger;
  private final Path roots;

  /**
   * Of a ledger.
   *
   * @param roots folder of the root documents; read only where there is a list to be judged
   */
  RegisteredSites(Ledger ledger, Path roots) {
    this.ledger = ledger;
    this.roots = roots;
  }

  /**
   * The list, signed as the newest root asks.
   *
   * @throws SkerryException {@link ReadSideError#SITES_NOT_TRUSTED}
   */
  Optional<Sites> current() {
    return ledger
        .sites()
        .map(envelope -> {
          RootChain chain = RootChain.read(roots);
          return judged(envelope, chain.last(), chain.last(), ReadSideError.SITES_NOT_TRUSTED);
        });
  }

  /**
   * The list that a new one is made from: also one that a root before the newest trusted, for its
   * signers may have changed since.
   *
   * @throws SkerryException {@link ReadSideError#SITES_NOT_TRUSTED}
   */
  Optional<Sites> before() {
    return ledger
        .sites()
        .map(envelope -> {
          RootChain chain = RootChain.read(roots);
          RootDocument judge =
              chain.documents().reversed().stream()
                  .filter(root -> Threshold.of(root, RoleName.DEPLOY, envelope).met())
                  .findFirst()
                  .orElse(chain.last());
          return judged(envelope, judge, chain.last(), ReadSideError.SITES_NOT_TRUSTED);
        });
  }

  /**
   * Keeps a new list.
   *
   * @throws SkerryException {@link ReadSideError#NOT_DEPLOY}
   */
  Sites record(Envelope envelope) {
    RootDocument last = RootChain.read(roots).last();
    Sites sites = judged(envelope, last, last, ReadSideError.NOT_DEPLOY);
    ledger.recordSites(envelope);
    return sites;
  }

  private static Sites judged(
      Envelope envelope, RootDocument judge, RootDocument newest, ErrorCode code) {
    Threshold deploy = Threshold.of(judge, RoleName.DEPLOY, envelope);
    boolean revoked =
        envelope.signatures().stream().anyMatch(s -> newest.revoked().keys().contains(s.keyid()));
    if (!deploy.met() || revoked) {
      String signers = deploy.signers().isEmpty() ? "nobody" : String.join(", ", deploy.signers());
      throw new SkerryException(
          code,
          FILE,
          "is signed by %s%s; root %d asks for %d of %s in role deploy"
              .formatted(
                  signers,
                  revoked ? " and with a revoked key" : "",
                  judge.version(),
                  deploy.needed(),
                  String.join(", ", judge.roles().of(RoleName.DEPLOY).signers())));
    }
    Sites sites = Sites.of(envelope);
    if (!sites.product().equals(newest.product())) {
      throw new SkerryException(
          code, FILE, "lists sites of %s, not of %s".formatted(sites.product(), newest.product()));
    }
    return sites;
  }
}

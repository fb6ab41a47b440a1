package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Signature;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.sign.Threshold;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ledger's {@code sites.dsse.json}, believed only when enough signers of role deploy signed it
 * (format section 5). Whoever can write to the ledger's folder cannot register a gateway.
 */
final class RegisteredSites {
  private final Ledger ledger;
  private final Roots roots;

  /**
   * Of a ledger.
   *
   * @param roots asked for only where there is a list to be judged
   */
  RegisteredSites(Ledger ledger, Roots roots) {
    this.ledger = ledger;
    this.roots = roots;
  }

  /**
   * The list, signed as the newest root asks.
   *
   * @throws SkerryException {@link ReadSideError#SITES_NOT_TRUSTED}
   */
  Optional<Sites> current() {
    return list()
        .map(envelope -> {
          RootDocument last = roots.chain().last();
          return judged(envelope, last, last, ReadSideError.SITES_NOT_TRUSTED);
        });
  }

  /**
   * The list that a new one is made from: also one that a root before the newest trusted, for its
   * signers may have changed since. One that counted by a key that was revoked since could be of
   * whoever has that key: only its digest, which a person gives, lets it pass.
   *
   * @param confirmed the digest of the list that was compared
   * @throws SkerryException {@link ReadSideError#SITES_NOT_TRUSTED}, {@link
   *     ReadSideError#SITES_BY_REVOKED}, {@link ReadSideError#SITES} for another digest
   */
  Optional<Sites> before(Optional<Digest> confirmed) {
    return list().map(envelope -> before(envelope, confirmed));
  }

  private Sites before(Envelope envelope, Optional<Digest> confirmed) {
    if (!confirmed.map(envelope.payloadDigest()::equals).orElse(true)) {
      throw new SkerryException(
          ReadSideError.SITES,
          "--confirm-list",
          "is not the digest of %s, which is %s".formatted(file(), envelope.payloadDigest()));
    }
    RootChain chain = roots.chain();
    Envelope sound = withoutRevoked(envelope, chain);
    Optional<RootDocument> judge = judge(sound, chain);
    if (judge.isPresent()) {
      return judged(sound, judge.get(), chain.last(), ReadSideError.SITES_NOT_TRUSTED);
    }
    Optional<RootDocument> earlier = judge(envelope, chain);
    if (earlier.isEmpty()) {
      throw notTrusted(envelope, chain.last(), ReadSideError.SITES_NOT_TRUSTED);
    }
    if (confirmed.isEmpty()) {
      throw new SkerryException(
          ReadSideError.SITES_BY_REVOKED,
          file(),
          "counted by root %d, through a key that was revoked since; its digest is %s"
              .formatted(earlier.get().version(), envelope.payloadDigest()));
    }
    Sites sites = ofProduct(envelope, chain.last(), ReadSideError.SITES_NOT_TRUSTED);
    ledger.keepConfirmed(envelope);
    return sites;
  }

  /** A key that any root ever revoked vouches for nothing here: earlier roots are asked below. */
  private static Envelope withoutRevoked(Envelope envelope, RootChain chain) {
    Set<String> sound =
        envelope.signatures().stream().map(Signature::keyid).collect(Collectors.toSet());
    chain.documents().forEach(root -> sound.removeAll(root.revoked().keys()));
    return envelope.onlyOf(sound);
  }

  /** The newest root by whose role deploy the list counts. */
  private static Optional<RootDocument> judge(Envelope envelope, RootChain chain) {
    return chain.documents().reversed().stream()
        .filter(root -> Threshold.of(root, RoleName.DEPLOY, envelope).met())
        .findFirst();
  }

  /**
   * Signs a new list and keeps it.
   *
   * @param before the one whose place it takes
   * @param issued cut to the second
   * @throws SkerryException {@link ReadSideError#NOT_DEPLOY}
   */
  Sites record(
      Optional<Sites> before,
      String product,
      Instant issued,
      List<Sites.Site> all,
      List<SigningKey> keys) {
    long version = before.map(Sites::version).orElse(0L) + 1;
    Sites now = new Sites(product, version, issued.truncatedTo(ChronoUnit.SECONDS), all);
    Envelope envelope = Envelope.unsigned(PayloadTypes.SITES, now.payload());
    for (SigningKey key : keys) {
      envelope = key.sign(envelope);
    }
    RootDocument last = roots.chain().last();
    Sites sites = judged(envelope, last, last, ReadSideError.NOT_DEPLOY);
    ledger.recordSites(envelope);
    return sites;
  }

  /** The list as it lies there, judged by nobody yet. */
  Optional<Envelope> list() {
    Optional<Envelope> list = ledger.sites();
    list.filter(envelope -> !envelope.payloadType().equals(PayloadTypes.SITES))
        .ifPresent(other -> {
          throw new SkerryException(
              FormatError.PAYLOAD_TYPE,
              file(),
              "is no list of registered sites: its payload type is %s, not %s"
                  .formatted(other.payloadType(), PayloadTypes.SITES));
        });
    return list;
  }

  private Sites judged(Envelope envelope, RootDocument judge, RootDocument newest, ErrorCode code) {
    boolean revoked =
        envelope.signatures().stream().anyMatch(s -> newest.revoked().keys().contains(s.keyid()));
    if (revoked || !Threshold.of(judge, RoleName.DEPLOY, envelope).met()) {
      throw notTrusted(envelope, judge, code);
    }
    return ofProduct(envelope, newest, code);
  }

  private SkerryException notTrusted(Envelope envelope, RootDocument judge, ErrorCode code) {
    Threshold deploy = Threshold.of(judge, RoleName.DEPLOY, envelope);
    String signers = deploy.signers().isEmpty() ? "nobody" : String.join(", ", deploy.signers());
    boolean revoked =
        envelope.signatures().stream().anyMatch(s -> judge.revoked().keys().contains(s.keyid()));
    return new SkerryException(
        code,
        file(),
        "is signed by %s%s; root %d asks for %d of %s in role deploy"
            .formatted(
                signers,
                revoked ? " and with a revoked key" : "",
                judge.version(),
                deploy.needed(),
                String.join(", ", judge.roles().of(RoleName.DEPLOY).signers())));
  }

  private Sites ofProduct(Envelope envelope, RootDocument newest, ErrorCode code) {
    Sites sites = Sites.of(envelope);
    if (!sites.product().equals(newest.product())) {
      throw new SkerryException(
          code,
          file(),
          "lists sites of %s, not of %s".formatted(sites.product(), newest.product()));
    }
    return sites;
  }

  private String file() {
    return ledger.sitesFile().toString();
  }
}

package dev.skerry.desk.audit;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.receipts.ReceiptProblem;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A rule that a permit lifted, as a receipt shows it, judged anew.
 *
 * @param digest of the permit
 * @param signers that count, by the root document that the receipt names, with their keys
 * @param objection why the permit does not count
 */
public record LiftedRule(
    Digest digest, Permit permit, List<Signer> signers, Optional<Problem> objection) {
  /** A receipt is written when the plans were handed over, and only then. */
  private static final Duration ROLL_OUT = Duration.ofHours(1);

  /** Copies the signers. */
  public LiftedRule {
    signers = List.copyOf(signers);
  }

  /**
   * Who signed a permit.
   *
   * @param keys ids of all of the signer's keys: each has signed
   */
  public record Signer(String name, List<String> keys) {
    /** Copies the ids. */
    public Signer {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Judges the permits of a receipt.
   *
   * @param roots the root documents 1 to N
   */
  static List<LiftedRule> of(Receipt receipt, List<RootDocument> roots) {
    return receipt.permits().permits().stream()
        .map(permit -> judged(receipt, permit, roots))
        .toList();
  }

  private static LiftedRule judged(
      Receipt receipt, SignedPermit carried, List<RootDocument> roots) {
    Optional<RootDocument> root =
        roots.stream().filter(one -> one.version() == receipt.root()).findFirst();
    Optional<Threshold> deploy =
        root.map(one -> Threshold.of(one, RoleName.DEPLOY, carried.envelope()));
    Optional<Problem> objection =
        against(receipt, carried.permit(), deploy)
            .map(reason -> problem(receipt, carried.permit(), reason));
    return new LiftedRule(
        carried.envelope().payloadDigest(),
        carried.permit(),
        root.map(one -> signers(one, deploy.orElseThrow())).orElse(List.of()),
        objection);
  }

  private static List<Signer> signers(RootDocument root, Threshold deploy) {
    return root.signers().stream()
        .filter(signer -> deploy.signers().contains(signer.name()))
        .map(signer ->
            new Signer(signer.name(), signer.keys().stream().map(key -> key.keyid()).toList()))
        .toList();
  }

  private static Problem problem(Receipt receipt, Permit permit, String reason) {
    return new SkerryException(
            ReadSideError.PERMIT_NOT_COUNTED,
            ReceiptProblem.item(receipt),
            "carries a permit of rule %s that %s".formatted(permit.rule(), reason))
        .problem();
  }

  private static Optional<String> against(
      Receipt receipt, Permit permit, Optional<Threshold> deploy) {
    if (deploy.isEmpty()) {
      return Optional.of(
          "cannot be judged: root document %d is not at hand".formatted(receipt.root()));
    }
    if (!deploy.get().met()) {
      return Optional.of(
          "is signed by %s; root %d asks for %d of role deploy"
              .formatted(
                  deploy.get().signers().isEmpty()
                      ? "nobody"
                      : String.join(", ", deploy.get().signers()),
                  receipt.root(),
                  deploy.get().needed()));
    }
    if (!permit.site().equals(receipt.site())) {
      return Optional.of("is for site " + permit.site());
    }
    if (!permit.product().equals(receipt.product())
        || !permit.statement().equals(receipt.statement())) {
      return Optional.of("is for another bundle: " + permit.statement());
    }
    boolean back = permit.rule().equals(Permit.GO_BACK);
    if (back == receipt.decision().equals(Receipt.ADMITTED)) {
      return Optional.of("is none for \"%s\"".formatted(receipt.decision()));
    }
    return outside(permit, receipt);
  }

  /** A permit about a wrong clock is judged by its own time, for the site knows no better one. */
  private static Optional<String> outside(Permit permit, Receipt receipt) {
    boolean ended = !receipt.issued().minus(ROLL_OUT).isBefore(permit.expires());
    return ended && !permit.rule().equals(Permit.CLOCK)
        ? Optional.of(
            "ended %s; the receipt is of %s"
                .formatted(Times.text(permit.expires()), Times.text(receipt.issued())))
        : Optional.empty();
  }

  /** Who signed it, with the ids of their keys, in one line. */
  String signedBy() {
    return signers.isEmpty()
        ? "nobody who counts"
        : String.join(
            ", ",
            signers.stream()
                .map(signer -> signer.name() + " (" + String.join(", ", signer.keys()) + ")")
                .toList());
  }

  /** From when to when it counts. */
  String validity() {
    return Times.text(permit.issued()) + " to " + Times.text(permit.expires());
  }
}

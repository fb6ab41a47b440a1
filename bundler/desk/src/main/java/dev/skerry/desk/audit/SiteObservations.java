package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.receipts.SiteHolding;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the receipts of each site show of how it answers to what is bad, and can be mended. */
final class SiteObservations {
  private final AuditReport report;

  SiteObservations(AuditReport report) {
    this.report = report;
  }

  Stream<Observation> all() {
    List<Observation> seen = new ArrayList<>();
    report
        .sites()
        .forEach((site, receipts) -> {
          receipts.forEach(brought -> response(brought).ifPresent(seen::add));
          seen.add(reported(site, receipts));
          AuditReport.held(receipts).map(this::recoverable).ifPresent(seen::add);
          AuditReport.beyond(receipts).map(this::notTold).ifPresent(seen::add);
        });
    return seen.stream();
  }

  /** Of a bundle that was bad: that the site refused it, or took it all the same. */
  private Optional<Observation> response(Brought brought) {
    Receipt receipt = brought.receipt();
    Optional<String> code =
        receipt.code().filter(said -> receipt.decision().equals(Receipt.REFUSED));
    if (code.isPresent()) {
      return code.filter(RefusalWords::ofIntegrity)
          .map(said -> response(brought, "refused %s with %s: %s", said, true));
    }
    return report
        .bundles(receipt)
        .flatMap(bundle -> bundle.verification().problem().stream())
        .findFirst()
        .filter(problem -> RefusalWords.ofIntegrity(problem.exit()))
        .map(problem ->
            response(
                brought,
                "took %s, which is refused with %s when it is judged anew: %s",
                problem.code(),
                false));
  }

  private static Observation response(Brought brought, String words, String code, boolean good) {
    Receipt receipt = brought.receipt();
    String said = words.formatted(receipt.name(), code, RefusalWords.of(code));
    return new Observation(
        "response " + brought.digest(),
        "Answer of %s, receipt %d".formatted(receipt.site(), receipt.number()),
        "Site %s %s".formatted(receipt.site(), said),
        receipt.issued(),
        List.of(brought.digest().toString(), receipt.statement().toString()),
        good,
        List.of(Control.RESPONDED));
  }

  private Observation reported(String site, List<Brought> receipts) {
    List<Long> missing = AuditReport.missing(receipts);
    long refused =
        receipts.stream().filter(one -> one.receipt().decision().equals(Receipt.REFUSED)).count();
    long back = receipts.stream().filter(one -> SiteHolding.wentBack(one.receipt())).count();
    String text =
        "Site %s told of %s and went back %s%s"
            .formatted(
                site,
                Amounts.count(refused, "refusal"),
                Amounts.count(back, "time"),
                missing.isEmpty()
                    ? ""
                    : "; what receipts said that are missing is not known: " + missing);
    return new Observation(
        "reported " + site,
        "What %s told".formatted(site),
        text,
        report.made(),
        receipts.stream().map(one -> one.digest().toString()).toList(),
        missing.isEmpty(),
        List.of(Control.REPORTED));
  }

  private Observation notTold(Receipt beyond) {
    return recoverable(
        beyond,
        "Site %s holds a bundle that no receipt at hand names: receipt %d tells of more accepted"
            .formatted(beyond.site(), beyond.number()),
        List.of(),
        false);
  }

  private Observation recoverable(Receipt held) {
    boolean good =
        report
            .bundles(held)
            .map(Bundle::verification)
            .anyMatch(bundle -> bundle.volumes() > 0 && bundle.good());
    return recoverable(
        held,
        "Site %s holds %s since %s, whose content is %s"
            .formatted(
                held.site(),
                held.name(),
                Times.text(held.issued()),
                good ? "at hand and good" : "not at hand, or not good"),
        List.of(held.statement().toString()),
        good);
  }

  private Observation recoverable(Receipt told, String text, List<String> digests, boolean good) {
    return new Observation(
        "recoverable " + told.site(),
        "What %s holds".formatted(told.site()),
        text,
        report.made(),
        digests,
        good,
        List.of(Control.RECOVERABLE));
  }
}

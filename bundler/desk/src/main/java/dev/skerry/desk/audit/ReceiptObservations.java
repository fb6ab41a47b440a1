package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.receipts.ReceiptTimes;
import dev.skerry.desk.receipts.SiteHolding;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What receipts and the logs that they are about show. */
final class ReceiptObservations {
  /** What a permit that counts is evidence of. */
  private static final List<Control> PERMITTED = List.of(Control.CONTROLLED, Control.RESTRICTED);

  private final AuditReport report;

  ReceiptObservations(AuditReport report) {
    this.report = report;
  }

  Stream<Observation> all() {
    return Stream.of(
            report.receipts().stream().map(ReceiptObservations::decision),
            report.sites().entrySet().stream().flatMap(this::site),
            report.logs().stream().map(log -> problem("Log of a gateway", log, Control.PROTECTED)),
            report.unreadable().stream()
                .map(file -> problem("File among receipts", file, Control.ATTRIBUTED)))
        .flatMap(all -> all);
  }

  private static Observation decision(Brought brought) {
    Receipt receipt = brought.receipt();
    String what =
        "Site %s %s %s%s"
            .formatted(
                receipt.site(),
                receipt.decision().equals(Receipt.PRESENT) ? "held" : receipt.decision(),
                receipt.name(),
                receipt.code().map(code -> " with " + code).orElse("") + nodes(receipt));
    List<Control> controls = new ArrayList<>(List.of(Control.AUTHENTICATED, Control.ATTRIBUTED));
    if (receipt.checkpoint().isPresent()) {
      controls.add(Control.PROTECTED);
    }
    if (!receipt.decision().equals(Receipt.REFUSED)) {
      controls.add(Control.REMEDIATED);
    }
    return new Observation(
        brought.digest().toString(),
        "Receipt %d of %s".formatted(receipt.number(), receipt.site()),
        brought.objection().map(o -> what + "; not believed: " + o.reason()).orElse(what),
        receipt.issued(),
        List.of(brought.digest().toString(), receipt.statement().toString()),
        brought.believed(),
        controls);
  }

  private static String nodes(Receipt receipt) {
    return receipt
        .nodes()
        .filter(nodes -> !nodes.isEmpty())
        .map(nodes ->
            nodes.stream()
                .map(n -> n.name() + " " + n.versions())
                .collect(Collectors.joining("; ", ". Nodes report: ", more(receipt))))
        .orElse("");
  }

  private static String more(Receipt receipt) {
    return receipt.moreNodes() == 0
        ? ""
        : "; and " + Amounts.count(receipt.moreNodes(), "more node");
  }

  private Stream<Observation> site(Map.Entry<String, List<Brought>> site) {
    List<Observation> seen = new ArrayList<>(List.of(keptApart(site.getKey(), site.getValue())));
    Instant earlier = Instant.MIN;
    for (Brought brought : site.getValue()) {
      seen.add(recorded(brought));
      seen.add(timed(brought, earlier));
      earlier = brought.receipt().issued();
      if (!brought.receipt().decision().equals(Receipt.REFUSED)) {
        seen.add(controlled(brought));
        brought.lifted().forEach(rule -> seen.add(permitted(brought, rule)));
        if (brought.lacksPermits()) {
          seen.add(notCarried(brought));
        }
        judgedAnew(brought).ifPresent(seen::add);
      }
    }
    return seen.stream();
  }

  private Observation keptApart(String site, List<Brought> receipts) {
    List<Long> missing = AuditReport.missing(receipts);
    String text =
        "At hand of %s: %s%s"
            .formatted(
                site,
                Amounts.count(receipts.size(), "receipt"),
                missing.isEmpty() ? "" : "; missing: " + missing);
    return new Observation(
        "receipts " + site,
        "Receipts of " + site,
        text,
        report.made(),
        receipts.stream().map(one -> one.digest().toString()).toList(),
        missing.isEmpty(),
        List.of(Control.KEPT_APART));
  }

  /** A gateway whose log was edited vouches for nothing. */
  private static Observation recorded(Brought brought) {
    boolean vouched = brought.receipt().checkpoint().isPresent();
    return of(
        brought,
        "log",
        vouched ? "has a signed checkpoint of the log" : "has no checkpoint of the log",
        vouched,
        Control.RECORDED);
  }

  private Observation timed(Brought brought, Instant earlier) {
    Receipt receipt = brought.receipt();
    boolean ahead = ReceiptTimes.ahead(receipt, report.made());
    boolean early =
        receipt.issued().isBefore(earlier) || receipt.issued().isBefore(receipt.floor());
    String text =
        "is of %s; the time floor there is %s%s%s"
            .formatted(
                Times.text(receipt.issued()),
                Times.text(receipt.floor()),
                early ? ": its time is before that, or before that of an earlier receipt" : "",
                ahead ? "; this audit is of " + Times.text(report.made()) + ", before it" : "");
    return of(brought, "time", text, !early && !ahead, Control.TIMED);
  }

  private Observation controlled(Brought brought) {
    Receipt receipt = brought.receipt();
    boolean known = report.bundles(receipt).anyMatch(bundle -> bundle.statement().isPresent());
    boolean forward = !back(receipt);
    String text =
        (known ? "is about a release that is at hand" : "is about a release that is not at hand")
            + (forward ? "" : ", and the site went back");
    return of(brought, "release", text, known && forward, Control.CONTROLLED);
  }

  private static Observation permitted(Brought brought, LiftedRule rule) {
    Receipt receipt = brought.receipt();
    Permit permit = rule.permit();
    String title =
        "Permit of rule %s, receipt %d of %s"
            .formatted(permit.rule(), receipt.number(), receipt.site());
    String text =
        "The rule %s was lifted for %s at %s, because: %s. Signed by %s, valid from %s%s"
            .formatted(
                permit.rule(),
                receipt.name(),
                receipt.site(),
                permit.reason(),
                rule.signedBy(),
                rule.validity(),
                rule.objection().map(o -> ". It does not count: " + o.reason()).orElse(""));
    return new Observation(
        "permit " + rule.digest() + " " + brought.digest(),
        title,
        text,
        receipt.issued(),
        List.of(
            rule.digest().toString(), brought.digest().toString(), receipt.statement().toString()),
        rule.objection().isEmpty(),
        PERMITTED);
  }

  /** What lifted the rule is not proved. */
  private static Observation notCarried(Brought brought) {
    return of(
        brought, "permits", "does not carry all permits that lifted a rule", false, PERMITTED);
  }

  private static boolean back(Receipt receipt) {
    return SiteHolding.wentBack(receipt) || fell(receipt);
  }

  private static boolean fell(Receipt receipt) {
    return receipt
        .before()
        .flatMap(before ->
            receipt
                .after()
                .map(after ->
                    after.epoch() < before.epoch()
                        || (after.epoch() == before.epoch()
                            && after.sequence() < before.sequence())))
        .orElse(false);
  }

  /** Nothing where the bundle is not at hand. */
  private Optional<Observation> judgedAnew(Brought brought) {
    List<Bundle> bundles = report.bundles(brought.receipt()).toList();
    boolean good = bundles.stream().allMatch(bundle -> bundle.verification().good());
    String text =
        "is about a bundle that was %s when it was judged anew"
            .formatted(good ? "good" : "refused");
    return bundles.isEmpty()
        ? Optional.empty()
        : Optional.of(of(brought, "anew", text, good, Control.AT_TRANSITIONS));
  }

  private static Observation of(
      Brought brought, String kind, String text, boolean good, Control control) {
    return of(brought, kind, text, good, List.of(control));
  }

  private static Observation of(
      Brought brought, String kind, String text, boolean good, List<Control> controls) {
    Receipt receipt = brought.receipt();
    String title = "Receipt %d of %s".formatted(receipt.number(), receipt.site());
    return new Observation(
        kind + " " + brought.digest(),
        title,
        title + " " + text,
        receipt.issued(),
        List.of(brought.digest().toString(), receipt.statement().toString()),
        good,
        controls);
  }

  /** What is known of a log is never good news; one that cannot be proved is not proved. */
  private Observation problem(String title, Problem problem, Control control) {
    String text = "%s, %s: %s".formatted(problem.code(), problem.item(), problem.reason());
    List<Control> controls = List.of(control);
    return new Observation(text, title, text, report.made(), List.of(), false, controls);
  }
}

package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.receipts.SiteHolding;
import dev.skerry.format.Digest;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The report as one page for people. */
final class AuditHtml {
  private static final String NOTHING = "nothing that a receipt tells of";

  private final AuditReport report;
  private final Html page;

  private AuditHtml(AuditReport report) {
    this.report = report;
    this.page = new Html("Audit of " + report.product() + ", " + Times.text(report.made()));
  }

  static byte[] of(AuditReport report) {
    AuditHtml html = new AuditHtml(report);
    html.summary();
    html.sites();
    html.keys();
    html.nodes();
    html.refusals();
    AuditHtmlPermits.add(html.page, report);
    html.receipts();
    html.page.heading("Bundles");
    report.bundles().forEach(new AuditHtmlBundle(html.page)::add);
    html.digests();
    AuditHtmlRoots.add(html.page, report.roots());
    html.limits();
    return html.page.bytes();
  }

  private void summary() {
    page.paragraph(
        "%s and %s of %s were judged by %s."
            .formatted(
                Amounts.count(report.bundles().size(), "bundle"),
                Amounts.count(report.receipts().size(), "receipt"),
                Amounts.count(report.sites().size(), "site"),
                Amounts.count(report.roots().size(), "root document")));
    if (report.bundles().isEmpty() && report.receipts().isEmpty()) {
      page.paragraph("Nothing was there to be judged.");
    } else if (report.alarms() == 0) {
      page.paragraph("Every signature and every digest is what it should be.");
    } else {
      page.alarm(
          "Not what they claim to be, or not to be judged: %d. See Refusals."
              .formatted(report.alarms()));
    }
  }

  private void sites() {
    List<List<String>> rows = new ArrayList<>();
    report
        .sites()
        .forEach((site, brought) -> {
          Optional<Receipt> held = AuditReport.held(brought);
          Optional<Receipt> beyond = AuditReport.beyond(brought);
          rows.add(
              List.of(
                  site,
                  held.map(Receipt::name).or(() -> beyond.map(AuditHtml::notNamed)).orElse(NOTHING),
                  held.map(AuditHtml::since).orElse(""),
                  held.or(() -> beyond).map(r -> String.valueOf(report.behind(r))).orElse(""),
                  held.map(r -> r.statement().toString()).orElse(""),
                  String.valueOf(brought.getLast().receipt().number()),
                  missing(brought)));
        });
    page.heading("What every site holds")
        .table(
            List.of(
                "site",
                "bundle",
                "since",
                "sequences behind",
                "statement",
                "last receipt",
                "receipts missing"),
            rows);
  }

  private static String notNamed(Receipt beyond) {
    return "not told: receipt %d tells of %s accepted, and the receipt by which it was is missing"
        .formatted(beyond.number(), position(beyond.after()));
  }

  /** A bundle that was there already was taken before, by an import of which nothing came back. */
  private static String since(Receipt held) {
    boolean before = held.decision().equals(Receipt.PRESENT) && !SiteHolding.wentBack(held);
    return Times.text(held.issued()) + (before ? " or before" : "");
  }

  /** Where no gateway changed its key there is nothing to say. */
  private void keys() {
    List<List<String>> rows = new ArrayList<>();
    report
        .sites()
        .forEach((site, brought) ->
            AuditReport.keyChanges(brought).stream()
                .map(change ->
                    List.of(
                        site,
                        Times.text(change.succession().issued()),
                        String.valueOf(change.succession().last()),
                        change.before().keyid(),
                        change.after().keyid()))
                .forEach(rows::add));
    if (!rows.isEmpty()) {
      page.heading("Gateways that changed their key")
          .table(List.of("site", "at", "after receipt", "key before", "key since"), rows);
    }
  }

  private static String missing(List<Brought> ofSite) {
    return String.join(", ", AuditReport.missing(ofSite).stream().map(String::valueOf).toList());
  }

  private void nodes() {
    List<List<String>> rows = new ArrayList<>();
    report
        .sites()
        .forEach((site, brought) ->
            AuditReport.ofNodes(brought)
                .ifPresentOrElse(
                    told -> addNodes(rows, site, told),
                    () -> rows.add(remark(site, "no receipt tells of nodes"))));
    page.heading("What nodes report running")
        .table(
            List.of(
                "site",
                "node",
                "ready",
                "kubelet",
                "operating system",
                "runtime",
                "plans done",
                "bundle held",
                "as of",
                "receipt"),
            rows);
  }

  private static List<String> node(String site, Brought told, Receipt.Node node) {
    return List.of(
        site,
        node.name(),
        node.ready() ? "yes" : "no",
        node.kubelet(),
        node.os(),
        node.runtime(),
        String.join(", ", node.plans()),
        position(told.receipt().after()),
        Times.text(told.receipt().issued()),
        told.digest().toString());
  }

  private static void addNodes(List<List<String>> rows, String site, Brought told) {
    Receipt receipt = told.receipt();
    receipt.nodes().orElse(List.of()).forEach(node -> rows.add(node(site, told, node)));
    if (receipt.moreNodes() > 0) {
      rows.add(remark(site, Amounts.count(receipt.moreNodes(), "more node") + ", not named"));
    }
  }

  private static List<String> remark(String site, String text) {
    List<String> cells = new ArrayList<>(List.of(site, text));
    cells.addAll(Collections.nCopies(8, ""));
    return cells;
  }

  private void refusals() {
    List<List<String>> rows = new ArrayList<>();
    for (Bundle bundle : report.bundles()) {
      bundle
          .verification()
          .problem()
          .ifPresent(problem ->
              rows.add(
                  List.of(
                      "this audit",
                      bundle.verification().place(),
                      problem.code(),
                      problem.item() + " " + problem.reason(),
                      bundle.verification().trusted().map(s -> s.digest().toString()).orElse(""))));
    }
    Stream.of(report.logs(), report.notCounted(), report.clocks(), report.unreadable())
        .flatMap(List::stream)
        .map(this::byAudit)
        .forEach(rows::add);
    for (Brought brought : report.receipts()) {
      Receipt receipt = brought.receipt();
      brought
          .objection()
          .ifPresent(objection ->
              rows.add(
                  List.of(
                      "this audit",
                      objection.item() + ", " + brought.place(),
                      objection.code(),
                      objection.reason(),
                      brought.digest().toString())));
      if (brought.believed() && receipt.decision().equals(Receipt.REFUSED)) {
        rows.add(
            List.of(
                "site " + receipt.site(),
                receipt.name()
                    + ", receipt "
                    + receipt.number()
                    + " of "
                    + Times.text(receipt.issued()),
                receipt.code().orElse(""),
                receipt.code().map(RefusalWords::of).orElse(""),
                receipt.statement().toString()));
      }
    }
    page.heading("Refusals").table(List.of("by", "what", "code", "reason", "digest"), rows);
    if (rows.isEmpty()) {
      page.paragraph("Nothing was refused.");
    }
  }

  private List<String> byAudit(Problem problem) {
    String digest = report.digest(problem.item()).map(Digest::toString).orElse("");
    return List.of("this audit", problem.item(), problem.code(), problem.reason(), digest);
  }

  private void receipts() {
    page.heading("Receipts");
    for (var site : report.sites().entrySet()) {
      page.subheading("Site " + site.getKey())
          .table(
              List.of(
                  "number",
                  "time",
                  "decision",
                  "bundle",
                  "from, to",
                  "root",
                  "signers",
                  "plans",
                  "statement",
                  "receipt"),
              site.getValue().stream().map(AuditHtml::receipt).toList());
    }
  }

  private static List<String> receipt(Brought brought) {
    Receipt receipt = brought.receipt();
    return List.of(
        String.valueOf(receipt.number()),
        Times.text(receipt.issued()),
        receipt.decision() + receipt.code().map(code -> " " + code).orElse(""),
        receipt.name(),
        position(receipt.before()) + ", " + position(receipt.after()),
        String.valueOf(receipt.root()),
        String.join(", ", receipt.signers()),
        String.join(", ", receipt.plans().stream().map(p -> p.name() + " " + p.state()).toList()),
        receipt.statement().toString(),
        brought.digest().toString());
  }

  private static String position(Optional<Receipt.Position> at) {
    return at.map(p -> p.epoch() + "/" + p.sequence()).orElse("nothing");
  }

  /** Which sites run what: the question after a vulnerability becomes known. */
  private void digests() {
    SortedMap<Digest, List<String>> places = new TreeMap<>();
    for (var site : report.sites().entrySet()) {
      AuditReport.held(site.getValue())
          .ifPresent(held -> content(held).forEach(c -> note(places, c, site.getKey())));
    }
    List<List<String>> rows = new ArrayList<>();
    places.forEach((digest, words) ->
        rows.add(
            List.of(
                digest.toString(),
                words.getFirst(),
                String.join(", ", words.subList(1, words.size())))));
    page.heading("What is held where, by digest")
        .table(List.of("digest", "reference", "sites"), rows);
  }

  private List<Content> content(Receipt held) {
    return report.bundles().stream()
        .flatMap(bundle -> bundle.verification().trusted().stream())
        .filter(signed -> signed.digest().equals(held.statement()))
        .findFirst()
        .map(signed -> signed.statement().content())
        .orElse(List.of());
  }

  private static void note(SortedMap<Digest, List<String>> places, Content content, String site) {
    List<String> words = places.computeIfAbsent(content.digest(), d -> new ArrayList<>());
    if (words.isEmpty()) {
      words.add(content.kind() + " " + content.reference());
    }
    if (!words.contains(site)) {
      words.add(site);
    }
  }

  private void limits() {
    page.heading("What this report does not prove")
        .paragraph(
            "That content came unchanged from its makers: images were fetched by the digest that"
                + " the lock names. Signatures, SBOMs and other statements of their makers that"
                + " travel with them are listed with each bundle whose content was at hand, but"
                + " Skerry did not judge what they say nor who signed them.")
        .paragraph(
            "What runs on a node: it is what the node itself told its cluster when the receipt was"
                + " issued, and a node can lie. Where a gateway cannot see the cluster, a plan that"
                + " was handed over was given to it, and nothing more is known.")
        .paragraph(
            "That nothing else happened. A receipt that never came back is missing here; the gap"
                + " in the numbers shows it as soon as a later one is at hand, and a last one"
                + " leaves no gap. A bundle that is not what it claims to be (exit code 3: not"
                + " signed as the root asks, or revoked) or that is damaged gets no receipt and no"
                + " number: only the gateway's log tells of it, skerryd log.");
  }
}

package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.sign.Difference.Item;
import dev.skerry.format.Digest;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The report as one page for people. */
final class AuditHtml {
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
    html.receipts();
    html.page.heading("Bundles");
    report.bundles().forEach(html::bundle);
    html.digests();
    html.roots();
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
    if (report.alarms() == 0) {
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
          rows.add(
              List.of(
                  site,
                  held.map(Receipt::name).orElse("nothing that a receipt tells of"),
                  held.map(r -> Times.text(r.issued())).orElse(""),
                  held.map(r -> String.valueOf(report.behind(r))).orElse(""),
                  held.map(r -> r.statement().toString()).orElse(""),
                  String.valueOf(brought.getLast().receipt().number())));
        });
    page.heading("What every site holds")
        .table(
            List.of("site", "bundle", "since", "sequences behind", "statement", "last receipt"),
            rows);
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
    for (Problem log : report.logs()) {
      rows.add(List.of("this audit", log.item(), log.code(), log.reason(), ""));
    }
    for (Problem file : report.unreadable()) {
      rows.add(List.of("this audit", file.item(), file.code(), file.reason(), ""));
    }
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
                receipt.name(),
                receipt.code().orElse(""),
                "receipt " + receipt.number() + " of " + Times.text(receipt.issued()),
                receipt.statement().toString()));
      }
    }
    page.heading("Refusals").table(List.of("by", "what", "code", "reason", "digest"), rows);
    if (rows.isEmpty()) {
      page.paragraph("Nothing was refused.");
    }
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

  private void bundle(Bundle bundle) {
    page.subheading(bundle.verification().name());
    bundle
        .verification()
        .problem()
        .ifPresent(
            problem -> page.alarm(problem.code() + ": " + problem.item() + " " + problem.reason()));
    bundle
        .verification()
        .trusted()
        .ifPresent(signed -> {
          Statement statement = signed.statement();
          page.paragraph(
              "Signed by %s under root %d; issued %s, expires %s. Statement %s."
                  .formatted(
                      String.join(", ", signed.signers()),
                      signed.root(),
                      Times.text(statement.issued()),
                      Times.text(statement.expires()),
                      signed.digest()));
          bundle.verification().certificates().forEach(c -> page.paragraph(c.line() + "."));
          page.paragraph(source(bundle.verification()));
          changes(bundle);
          evidence(statement);
        });
  }

  private static String source(Verification verification) {
    if (verification.volumes() == 0) {
      return "The bundle was not at hand: signatures were judged, content was not.";
    }
    String how = verification.good() ? ", to its last byte." : ", up to what is refused.";
    return "Read from " + verification.place() + how;
  }

  private void changes(Bundle bundle) {
    page.paragraph(
        bundle.against().map(name -> "Changed against " + name + ":").orElse("The first at hand:"));
    page.table(
        List.of("change", "what", "before", "after"),
        bundle.changes().stream().map(AuditHtml::change).toList());
    if (bundle.changes().isEmpty()) {
      page.paragraph("Content and plans are the same.");
    }
  }

  private static List<String> change(Item item) {
    return List.of(
        item.change().name().toLowerCase(Locale.ROOT),
        item.what() + " " + item.name(),
        item.before().map(Digest::toString).orElse(""),
        item.after().map(Digest::toString).orElse(""));
  }

  private void evidence(Statement statement) {
    page.table(
        List.of("evidence carried", "about", "digest"),
        statement.evidence().stream()
            .map(e -> List.of(e.mediaType(), e.about().toString(), e.digest().toString()))
            .toList());
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

  private void roots() {
    page.heading("Root documents")
        .table(
            List.of("version", "valid", "root", "release", "deploy", "digest"),
            report.roots().stream().map(AuditHtml::root).toList());
  }

  private static List<String> root(RootFile root) {
    RootDocument document = root.document();
    return List.of(
        document.version() + ", epoch " + document.epoch(),
        Times.text(document.issued()) + " to " + Times.text(document.expires()),
        role(document, RoleName.ROOT),
        role(document, RoleName.RELEASE),
        role(document, RoleName.DEPLOY),
        root.envelope().payloadDigest().toString());
  }

  private static String role(RootDocument document, RoleName name) {
    RootDocument.Role role = document.roles().of(name);
    return role.threshold() + " of " + String.join(", ", role.signers());
  }

  private void limits() {
    page.heading("What this report does not prove")
        .paragraph(
            "That content came unchanged from its makers: images were fetched by the digest that"
                + " the lock names, and signatures of their makers travel with them, but Skerry"
                + " did not judge those.")
        .paragraph(
            "What runs on a node: it is what the node itself told its cluster when the receipt was"
                + " issued, and a node can lie. Where a gateway cannot see the cluster, a plan that"
                + " was handed over was given to it, and nothing more is known.")
        .paragraph(
            "That nothing else happened: a receipt that never came back is missing here, and a"
                + " missing number shows it.");
  }
}

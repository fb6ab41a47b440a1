package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.receipts.Alarms;
import dev.skerry.desk.receipts.CollectReceipts;
import dev.skerry.desk.receipts.GatewayKeys;
import dev.skerry.desk.receipts.ReceiptFiles;
import dev.skerry.desk.receipts.ReceiptFiles.Read;
import dev.skerry.desk.receipts.ReceiptProblem;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The receipts of a ledger and of sticks, judged together; none of them is kept anywhere. */
final class AuditReceipts {
  private static final String WITHOUT_SITES =
      "cannot be judged: no list of the registered sites is at hand (--sites)";

  private final GatewayKeys gateways;
  private final List<RootDocument> roots;
  private final CollectReceipts collect;
  private final List<Brought> brought = new ArrayList<>();
  private final List<Problem> unreadable = new ArrayList<>();
  private final Map<String, List<Envelope>> believed = new HashMap<>();
  private final Map<String, Digest> numbers = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * Reads them all; the ledger's come first, so that of two with one number its own counts.
   *
   * @param roots say who may register a gateway
   * @param files on sticks, that should be receipts
   */
  AuditReceipts(Ledger ledger, Roots roots, MediumFiles medium, List<Path> files) {
    this.roots = roots.chain().documents();
    this.gateways = new GatewayKeys(ledger, roots);
    this.collect = new CollectReceipts(ledger, gateways, medium);
    for (String site : ledger.receiptSites()) {
      ledger.receipts(site).forEach(envelope -> add(ledger.folder() + "", envelope));
    }
    ReceiptFiles reader = new ReceiptFiles(medium);
    for (Path file : files) {
      Read read = reader.read(file);
      read.signed().ifPresent(signed -> add(file.toString(), signed.envelope()));
      read.problem().ifPresent(unreadable::add);
    }
  }

  /** By site and number. */
  List<Brought> brought() {
    return brought.stream()
        .sorted(
            Comparator.comparing((Brought one) -> one.receipt().site())
                .thenComparingLong(one -> one.receipt().number()))
        .toList();
  }

  /** Files that should be receipts and cannot be read. */
  List<Problem> unreadable() {
    return unreadable;
  }

  /** What does not fit in the logs that the receipts are about, and what they say themselves. */
  List<Problem> logs() {
    Stream<Problem> seen =
        collect.known(site -> believed.getOrDefault(site, List.of())).stream()
            .flatMap(site -> site.log().alarms().stream());
    Stream<Problem> said =
        brought().stream()
            .filter(Brought::believed)
            .flatMap(
                one -> Alarms.ofLog(ReceiptProblem.item(one.receipt()), one.receipt()).stream());
    return Stream.concat(seen, said).toList();
  }

  /** A receipt that several sticks carry is the same receipt. */
  private void add(String place, Envelope envelope) {
    Receipt receipt = Receipt.of(envelope);
    Digest digest = envelope.payloadDigest();
    Optional<Problem> objection =
        stranger(envelope, receipt).or(() -> twice(place, digest, receipt));
    if (!seen.add(digest + " " + objection.map(Problem::reason).orElse(""))) {
      return;
    }
    if (objection.isEmpty()) {
      believed.computeIfAbsent(receipt.site(), site -> new ArrayList<>()).add(envelope);
    }
    List<LiftedRule> lifted = LiftedRule.of(receipt, roots);
    brought.add(new Brought(place, digest, receipt, objection, lifted));
  }

  private Optional<Problem> stranger(Envelope envelope, Receipt receipt) {
    boolean known = !gateways.sites().isEmpty();
    return gateways
        .objectionToBrought(envelope, receipt)
        .map(objection ->
            problem(
                objection.code(),
                ReceiptProblem.item(receipt),
                known ? objection.reason() : WITHOUT_SITES));
  }

  private Optional<Problem> twice(String place, Digest digest, Receipt receipt) {
    Digest first = numbers.putIfAbsent(ReceiptProblem.item(receipt), digest);
    return first == null || first.equals(digest)
        ? Optional.empty()
        : Optional.of(
            problem(
                ReadSideError.NUMBER_TWICE,
                ReceiptProblem.item(receipt),
                "in %s is another receipt than %s of the same number".formatted(place, first)));
  }

  private static Problem problem(ReadSideError code, String item, String reason) {
    return new SkerryException(code, item, reason).problem();
  }
}

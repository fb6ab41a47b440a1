package dev.skerry.desk.audit;

import dev.skerry.cel.facts.CarriedReferrer;
import dev.skerry.desk.difference.Item;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.receipts.ReceiptProblem;
import dev.skerry.desk.receipts.ReceiptTimes;
import dev.skerry.desk.receipts.SiteHolding;
import dev.skerry.desk.root.RootFile;
import dev.skerry.format.Digest;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.SignedSuccession;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was signed, carried and admitted.
 *
 * @param made when the report was made
 * @param roots the chain of root documents by which all was judged, ascending
 * @param bundles by product, channel, epoch, sequence; those that are not trusted last
 * @param receipts by site and number
 * @param unreadable files that should be receipts and cannot be read
 * @param logs what does not fit in the logs that the receipts are about
 */
public record AuditReport(
    String product,
    Instant made,
    List<RootFile> roots,
    List<Bundle> bundles,
    List<Brought> receipts,
    List<Problem> unreadable,
    List<Problem> logs) {
  /** Copies the lists. */
  public AuditReport {
    roots = List.copyOf(roots);
    bundles = List.copyOf(bundles);
    receipts = List.copyOf(receipts);
    unreadable = List.copyOf(unreadable);
    logs = List.copyOf(logs);
  }

  /**
   * A bundle, judged as of the moment at which it says it was issued.
   *
   * @param carried what it carries of its images' makers; empty when its content was not at hand
   * @param against name of the trusted bundle before it in its channel
   * @param changes what it brought, took away and asked for, against that one
   */
  public record Bundle(
      Verification verification,
      List<CarriedReferrer> carried,
      Optional<String> against,
      List<Item> changes) {
    /** Copies the lists. */
    public Bundle {
      carried = List.copyOf(carried);
      changes = List.copyOf(changes);
    }

    /** One that was compared with nothing yet. */
    static Bundle judged(Verification verification, List<CarriedReferrer> carried) {
      return new Bundle(verification, carried, Optional.empty(), List.of());
    }

    /** The same, compared. */
    Bundle against(Optional<String> before, List<Item> items) {
      return new Bundle(verification, carried, before, items);
    }

    /** What its signatures cover; empty when they do not count. */
    public Optional<Statement> statement() {
      return verification.trusted().map(Verification.Signed::statement);
    }
  }

  /**
   * A receipt.
   *
   * @param place where it was found: the ledger, or a file on a stick
   * @param digest of the receipt
   * @param objection why it is not believed
   * @param lifted rules that permits lifted which it carries
   */
  public record Brought(
      String place,
      Digest digest,
      Receipt receipt,
      Optional<Problem> objection,
      List<LiftedRule> lifted) {
    /** Copies the rules. */
    public Brought {
      lifted = List.copyOf(lifted);
    }

    /** Whether a rule was lifted by a permit that it does not carry. */
    public boolean lacksPermits() {
      boolean permitted = receipt.code().equals(Optional.of(AcceptError.WARN_PERMITTED.code()));
      return receipt.permits().more() > 0 || (permitted && lifted.isEmpty());
    }

    /** Whether the key that is registered for its site signed it. */
    public boolean believed() {
      return objection.isEmpty();
    }
  }

  /**
   * The digest of the receipt that a problem is about.
   *
   * @param item as a problem names it
   */
  Optional<Digest> digest(String item) {
    return believed()
        .filter(brought -> ReceiptProblem.item(brought.receipt()).equals(item))
        .map(Brought::digest)
        .findFirst();
  }

  /** The receipts that are believed, by site. */
  public SortedMap<String, List<Brought>> sites() {
    SortedMap<String, List<Brought>> sites = new TreeMap<>();
    for (Brought brought : believed().toList()) {
      sites.merge(
          brought.receipt().site(),
          List.of(brought),
          (all, one) -> Stream.concat(all.stream(), one.stream()).toList());
    }
    return sites;
  }

  /** The receipts that are believed. */
  public Stream<Brought> believed() {
    return receipts.stream().filter(Brought::believed);
  }

  /** The bundles that a receipt is about. */
  Stream<Bundle> bundles(Receipt receipt) {
    return bundles.stream()
        .filter(bundle ->
            bundle
                .verification()
                .trusted()
                .filter(signed -> signed.digest().equals(receipt.statement()))
                .isPresent());
  }

  /** The statements that are trusted, in the order of the bundles. */
  public Stream<Statement> statements() {
    return bundles.stream().flatMap(bundle -> bundle.statement().stream());
  }

  /** The receipt by which a site holds what it holds now; empty where no receipt names that. */
  public static Optional<Receipt> held(List<Brought> ofSite) {
    return beyond(ofSite).isPresent() ? Optional.empty() : SiteHolding.active(ordered(ofSite));
  }

  /** The receipt that tells of more accepted than any bundle that receipts name as taken. */
  public static Optional<Receipt> beyond(List<Brought> ofSite) {
    return SiteHolding.beyond(ordered(ofSite));
  }

  private static List<Receipt> ordered(List<Brought> ofSite) {
    return ofSite.stream()
        .map(Brought::receipt)
        .sorted(Comparator.comparingLong(Receipt::number))
        .toList();
  }

  /** The newest receipt of a site that says what its nodes run. */
  public static Optional<Brought> ofNodes(List<Brought> ofSite) {
    return ofSite.stream()
        .filter(brought -> brought.receipt().nodes().isPresent())
        .max(Comparator.comparingLong(brought -> brought.receipt().number()));
  }

  /** How the key of a site's gateway changed, as its receipts prove, the oldest first. */
  public static List<SignedSuccession> keyChanges(List<Brought> ofSite) {
    SequencedMap<String, SignedSuccession> changes = new LinkedHashMap<>();
    ordered(ofSite).stream()
        .flatMap(receipt ->
            receipt.successions().stream()
                .flatMap(carried -> SignedSuccession.of(carried, receipt.site()).stream()))
        .forEach(change -> changes.putIfAbsent(change.after().keyid(), change));
    return List.copyOf(changes.values());
  }

  /** The numbers below the newest of a site of which no receipt is at hand, at most 100. */
  public static List<Long> missing(List<Brought> ofSite) {
    return SiteHolding.missing(ofSite.stream().map(one -> one.receipt().number()).toList());
  }

  /** How many trusted sequences of its channel stand above the one that a receipt speaks of. */
  public long behind(Receipt held) {
    return held.after().stream()
        .flatMap(at -> statements().filter(s -> newer(s, held, at)))
        .map(statement -> statement.epoch() + "/" + statement.sequence())
        .distinct()
        .count();
  }

  private static boolean newer(Statement statement, Receipt held, Receipt.Position at) {
    return statement.product().equals(held.product())
        && statement.channel().equals(held.channel())
        && (statement.epoch() > at.epoch()
            || (statement.epoch() == at.epoch() && statement.sequence() > at.sequence()));
  }

  /**
   * How many bundles, receipts, permits and logs are not what they claim to be, or cannot be
   * judged.
   */
  public long alarms() {
    long bundlesRefused = bundles.stream().filter(b -> !b.verification().good()).count();
    long logsChanged = logs.stream().filter(p -> p.exit() == ExitCode.NOT_TRUSTED).count();
    return bundlesRefused + notBelieved().size() + notCounted().size() + logsChanged;
  }

  /** Why permits do not count by which a site that is believed lifted a rule. */
  public List<Problem> notCounted() {
    return believed()
        .flatMap(brought -> brought.lifted().stream())
        .flatMap(rule -> rule.objection().stream())
        .toList();
  }

  /** What the times of receipts that are believed say against a gateway's clock. */
  public List<Problem> clocks() {
    return believed().flatMap(one -> ReceiptTimes.alarms(one.receipt(), made).stream()).toList();
  }

  /** Why receipts are not believed: each of them, and the files that cannot be read. */
  public List<Problem> notBelieved() {
    return Stream.concat(
            receipts.stream().flatMap(brought -> brought.objection().stream()), unreadable.stream())
        .toList();
  }
}

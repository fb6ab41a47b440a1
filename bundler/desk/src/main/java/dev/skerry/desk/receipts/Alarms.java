package dev.skerry.desk.receipts;

import dev.skerry.desk.ledger.Entry;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.receipts.CollectReceipts.Brought;
import dev.skerry.desk.receipts.CollectReceipts.Judgement;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.document.Sites;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody at the desk has to look into: receipts that no registered gateway signed, clocks
 * that are wrong, logs that were cut or rewritten, and sites that fall behind, for a stick that is
 * held back is found here and nowhere else.
 */
public final class Alarms {
  /** The codes by which a gateway says so: its log was changed, or is not the one seen here. */
  private static final Map<String, String> OF_LOGS =
      Map.of(
          "SKY-4014", "says itself that its log was changed",
          "SKY-6009", "says itself that its log is not the one that was seen here");

  private final Ledger ledger;
  private final Instant now;
  private final Duration patience;

  /**
   * Of one desk.
   *
   * @param patience how long a site may go without a bundle that is meant for it
   */
  public Alarms(Ledger ledger, Instant now, Duration patience) {
    this.ledger = ledger;
    this.now = now;
    this.patience = patience;
  }

  /** What was brought first, then logs, then sites that lag. */
  public List<Problem> of(List<Brought> brought, List<KnownSite> known) {
    List<Problem> alarms = new ArrayList<>();
    brought.stream().flatMap(Alarms::of).distinct().forEach(alarms::add);
    brought.stream().flatMap(this::times).distinct().forEach(alarms::add);
    known.forEach(site -> alarms.addAll(replaced(site)));
    known.forEach(site -> alarms.addAll(site.log().alarms()));
    known.forEach(site -> lag(site).ifPresent(alarms::add));
    return List.copyOf(alarms);
  }

  private static Stream<Problem> of(Brought one) {
    if (one.judgement() == CollectReceipts.Judgement.NEW_KEY) {
      return one.reasons().stream()
          .flatMap(change -> alarm(ReadSideError.KEY_CHANGED, site(one), change).stream());
    }
    return other(one).stream();
  }

  private static Optional<Problem> other(Brought one) {
    String reason = String.join("; ", one.reasons());
    return switch (one.judgement()) {
      case UNKNOWN_GATEWAY -> alarm(ReadSideError.UNKNOWN_GATEWAY, one.file().toString(), reason);
      case REPLACED_KEY -> alarm(ReadSideError.KEY_REPLACED, one.file().toString(), reason);
      case LATE -> alarm(ReadSideError.KEY_REPLACED_LATE, one.file().toString(), reason);
      case NUMBER_TWICE -> alarm(ReadSideError.NUMBER_TWICE, one.file().toString(), reason);
      case NEW, KNOWN -> itself(one);
      case UNREADABLE, NEW_KEY -> Optional.empty();
    };
  }

  /** Of what is believed. */
  private Stream<Problem> times(Brought one) {
    boolean kept = one.judgement() == Judgement.NEW || one.judgement() == Judgement.KNOWN;
    return one.receipt().filter(r -> kept).stream()
        .flatMap(receipt -> ReceiptTimes.alarms(receipt, now).stream());
  }

  private static String site(Brought one) {
    return "site " + one.receipt().map(Receipt::site).orElse("");
  }

  private static List<Problem> replaced(KnownSite known) {
    String site = known.site().id();
    return known.replaced().stream()
        .map(number -> "receipt %s %06d in the ledger".formatted(site, number))
        .flatMap(item ->
            alarm(ReadSideError.KEY_REPLACED, item, "is signed by a key that was replaced before")
                .stream())
        .toList();
  }

  private static Optional<Problem> itself(Brought one) {
    return one.receipt().flatMap(receipt -> ofLog(one.file().toString(), receipt));
  }

  /**
   * What a receipt says against the log of its own gateway.
   *
   * @param item names the receipt
   */
  public static Optional<Problem> ofLog(String item, Receipt receipt) {
    return receipt
        .code()
        .map(OF_LOGS::get)
        .flatMap(says -> alarm(ReadSideError.LOG_FORKED, item, says));
  }

  private Optional<Problem> lag(KnownSite site) {
    List<Entry> missed =
        site.holding().map(SiteHolding::last).map(this::newer).orElseGet(this::all).stream()
            .filter(entry -> entry.statement().isFor(identity(site.site())))
            .toList();
    if (missed.isEmpty()) {
      return Optional.empty();
    }
    Instant since = missed.getFirst().statement().issued();
    if (Duration.between(since, now).compareTo(patience) <= 0) {
      return Optional.empty();
    }
    String has =
        site.holding()
            .map(holding -> holds(holding.last()) + "; " + newer(missed.size()))
            .orElse("has returned no receipt yet; bundles are");
    return alarm(
        ReadSideError.SITE_LAGS,
        "site " + site.site().id(),
        "%s meant for it, the first since %s (%s)"
            .formatted(
                has,
                Times.text(since),
                Amounts.count(Duration.between(since, now).toDays(), "day")));
  }

  private static String newer(int bundles) {
    return Amounts.count(bundles, "newer bundle is", "newer bundles are");
  }

  private static SiteIdentity identity(Sites.Site site) {
    return new SiteIdentity(site.id(), site.labels(), site.groups());
  }

  private static String holds(Receipt last) {
    return "holds " + last.after().map(at -> "sequence " + at.sequence()).orElse("nothing");
  }

  /** The bundles of the site's channel that are above what it holds. */
  private List<Entry> newer(Receipt last) {
    return ledger.statements(last.product(), last.channel()).stream()
        .filter(entry -> above(entry, last.after()))
        .toList();
  }

  /** Only a receipt tells which channel a site follows: before the first one it may be any. */
  private List<Entry> all() {
    return ledger.statements().stream()
        .sorted(Comparator.comparing(entry -> entry.statement().issued()))
        .toList();
  }

  private static boolean above(Entry entry, Optional<Receipt.Position> held) {
    return held.isEmpty() || !entry.before(held.get().epoch(), held.get().sequence() + 1);
  }

  private static Optional<Problem> alarm(ReadSideError code, String item, String reason) {
    return Optional.of(new SkerryException(code, item, reason).problem());
  }
}

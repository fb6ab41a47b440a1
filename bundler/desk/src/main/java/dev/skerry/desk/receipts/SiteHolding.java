package dev.skerry.desk.receipts;

import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What a site holds, as its own receipts say.
 *
 * @param last the newest receipt
 * @param held the receipt since which its bundle is the active one
 * @param beyond the receipt that tells of more accepted than that bundle: one that is not named
 *     took its place
 * @param missing numbers below the newest of which no receipt came back, at most 100
 */
public record SiteHolding(
    String site,
    Receipt last,
    Optional<Receipt> held,
    Optional<Receipt> beyond,
    List<Long> missing) {
  private static final int MOST_MISSING = 100;

  /** Copies the numbers. */
  public SiteHolding {
    missing = List.copyOf(missing);
  }

  static SiteHolding of(String site, List<Receipt> receipts) {
    List<Receipt> ordered =
        receipts.stream().sorted(Comparator.comparingLong(Receipt::number)).toList();
    List<Long> missing = missing(ordered.stream().map(Receipt::number).toList());
    return new SiteHolding(site, ordered.getLast(), active(ordered), beyond(ordered), missing);
  }

  /** The numbers below the highest that are not among these, ascending, at most 100. */
  public static List<Long> missing(Collection<Long> numbers) {
    Set<Long> here = Set.copyOf(numbers);
    return LongStream.range(1, Collections.max(numbers))
        .filter(number -> !here.contains(number))
        .limit(MOST_MISSING)
        .boxed()
        .toList();
  }

  /**
   * The receipt since which its bundle is the active one. A bundle that came again, or an older one
   * that only healed what was damaged, did not become active by it.
   *
   * @param ordered receipts of one site, by number
   */
  public static Optional<Receipt> active(List<Receipt> ordered) {
    Optional<Receipt> active = Optional.empty();
    for (Receipt receipt : ordered) {
      if (decides(receipt, active)) {
        active = Optional.of(receipt);
      }
    }
    return active;
  }

  /**
   * The first receipt that tells of the most that was accepted, where that is more than the active
   * bundle, as far as it is known: the receipt of the bundle in between did not come back.
   *
   * @param ordered receipts of one site, by number
   */
  public static Optional<Receipt> beyond(List<Receipt> ordered) {
    Optional<Receipt.Position> known = active(ordered).flatMap(Receipt::after);
    Optional<Receipt> beyond = Optional.empty();
    for (Receipt receipt : ordered) {
      if (StateFell.below(beyond.flatMap(Receipt::after).or(() -> known), receipt.after())) {
        beyond = Optional.of(receipt);
      }
    }
    return beyond;
  }

  /**
   * Whether a site went back to an earlier bundle: no other receipt of one that was there has a
   * permit. Its code may be that of something else, as of a log that was changed.
   */
  public static boolean wentBack(Receipt receipt) {
    return receipt.decision().equals(Receipt.PRESENT)
        && (receipt.code().equals(Optional.of(AcceptError.WARN_PERMITTED.code()))
            || receipt.permits().permits().stream()
                .anyMatch(permit -> permit.permit().rule().equals(Permit.GO_BACK)));
  }

  private static boolean decides(Receipt receipt, Optional<Receipt> before) {
    return receipt.decision().equals(Receipt.ADMITTED)
        || wentBack(receipt)
        || (receipt.decision().equals(Receipt.PRESENT)
            && before.map(one -> admittedSince(one, receipt)).orElse(true));
  }

  /** The receipt of its admission did not come back: what is accepted has risen to this bundle. */
  private static boolean admittedSince(Receipt before, Receipt present) {
    Optional<Receipt.Position> was = before.after();
    Optional<Receipt.Position> is = present.after();
    return is.isPresent()
        && !is.equals(was)
        && present
            .name()
            .equals(
                "%s-%s-%d".formatted(present.product(), present.channel(), is.get().sequence()));
  }
}

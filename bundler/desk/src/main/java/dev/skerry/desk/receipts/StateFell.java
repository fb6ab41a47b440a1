package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a site has accepted only rises, by epoch and then by sequence, and so does the version of
 * its root: going back to an earlier bundle changes neither. A receipt that is about less than one
 * before it tells of a database that was changed from outside.
 */
final class StateFell {
  private static final Comparator<Receipt.Position> ORDER =
      Comparator.comparingLong(Receipt.Position::epoch)
          .thenComparingLong(Receipt.Position::sequence);

  private StateFell() {}

  /**
   * Judges the receipts of one site.
   *
   * @param receipts good ones, ascending by number
   */
  static List<Problem> alarms(List<Receipt> receipts) {
    List<Problem> alarms = new ArrayList<>();
    Optional<Receipt> highest = Optional.empty();
    Optional<Receipt> root = Optional.empty();
    for (Receipt receipt : receipts) {
      fell(highest, receipt).ifPresent(alarms::add);
      root.filter(earlier -> receipt.root() < earlier.root())
          .map(earlier ->
              alarm(
                  receipt,
                  "is by root %d, but receipt %d is by root %d"
                      .formatted(receipt.root(), earlier.number(), earlier.root())))
          .ifPresent(alarms::add);
      highest = below(receipt.after(), highest.flatMap(Receipt::after)) ? highest : some(receipt);
      root = root.filter(earlier -> receipt.root() < earlier.root()).or(() -> some(receipt));
    }
    return alarms;
  }

  private static Optional<Receipt> some(Receipt receipt) {
    return Optional.of(receipt);
  }

  private static Optional<Problem> fell(Optional<Receipt> earlier, Receipt receipt) {
    Optional<Receipt.Position> had = earlier.flatMap(Receipt::after);
    Optional<Receipt.Position> fallen =
        Stream.of(receipt.before(), receipt.after())
            .filter(Optional::isPresent)
            .filter(told -> below(told, had))
            .findFirst()
            .orElse(Optional.empty());
    if (fallen.isPresent()) {
      return Optional.of(
          alarm(
              receipt,
              "is about %s accepted, but receipt %d was about %s"
                  .formatted(words(fallen), earlier.map(Receipt::number).orElse(0L), words(had))));
    }
    return below(receipt.after(), receipt.before())
        ? Optional.of(
            alarm(
                receipt,
                "is about %s accepted after %s"
                    .formatted(words(receipt.after()), words(receipt.before()))))
        : Optional.empty();
  }

  /** Whether one is less than another; nothing is less than anything. */
  static boolean below(Optional<Receipt.Position> one, Optional<Receipt.Position> other) {
    return other.isPresent() && (one.isEmpty() || ORDER.compare(one.get(), other.get()) < 0);
  }

  private static String words(Optional<Receipt.Position> position) {
    return position.map(at -> at.epoch() + "/" + at.sequence()).orElse("nothing");
  }

  private static Problem alarm(Receipt receipt, String reason) {
    return ReceiptProblem.of(ReadSideError.STATE_FELL, receipt, reason);
  }
}

package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the time of a receipt against the clock of whoever reads it and against the time floor that
 * it states. It is still its gateway's word: only what it says of time is not to be relied on.
 */
public final class ReceiptTimes {
  /** How far clocks may be apart before somebody is told; an import is as patient. */
  private static final Duration APART = Duration.ofDays(2);

  private ReceiptTimes() {}

  /** Whether a receipt is of more than two days from now: nobody can have it yet. */
  public static boolean ahead(Receipt receipt, Instant now) {
    return receipt.issued().isAfter(now.plus(APART));
  }

  /**
   * What a receipt's time says against the clock of its gateway.
   *
   * @param now by the clock of whoever reads it
   */
  public static List<Problem> alarms(Receipt receipt, Instant now) {
    List<Problem> alarms = new ArrayList<>();
    if (ahead(receipt, now)) {
      alarms.add(
          ReceiptProblem.of(
              ReadSideError.RECEIPT_AHEAD,
              receipt,
              "is of %s, but the time here is %s"
                  .formatted(Times.text(receipt.issued()), Times.text(now))));
    }
    if (receipt.issued().plus(APART).isBefore(receipt.floor())) {
      alarms.add(
          ReceiptProblem.of(
              ReadSideError.RECEIPT_BEFORE_FLOOR,
              receipt,
              "is of %s by the gateway's clock, but the time floor there is %s"
                  .formatted(Times.text(receipt.issued()), Times.text(receipt.floor()))));
    }
    return List.copyOf(alarms);
  }
}

package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.document.Previous;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which number a bundle gets and which came before it (format section 3).
 *
 * @param previous the highest ledger entry below, if there is one
 * @param warnings what is unusual about the number
 */
record Numbering(long epoch, long sequence, Optional<Previous> previous, List<Finding> warnings) {
  /**
   * Numbers a bundle.
   *
   * @param ledger the statements of the channel, ascending
   * @param wanted {@code --sequence}; left out: the last of this epoch and one
   */
  static Numbering of(List<Entry> ledger, long epoch, OptionalLong wanted) {
    long last =
        ledger.stream()
            .filter(e -> e.statement().epoch() == epoch)
            .mapToLong(e -> e.statement().sequence())
            .max()
            .orElse(0);
    long sequence = wanted.orElse(last + 1);
    if (sequence < 1) {
      throw new SkerryException(DeskError.SEQUENCE, "--sequence " + sequence, "is below 1");
    }
    List<Finding> warnings = new ArrayList<>();
    String where = "--sequence " + sequence;
    if (ledger.stream().anyMatch(e -> isAt(e, epoch, sequence))) {
      String reason = "was written before: sites that hold it call this an alarm";
      warnings.add(Finding.warning(DeskError.USED_BEFORE, where, reason));
    } else if (sequence < last) {
      String reason = "is below " + last + ", which was written already";
      warnings.add(Finding.warning(DeskError.GOES_BACK, where, reason));
    }
    Optional<Previous> previous =
        ledger.stream()
            .filter(e -> e.before(epoch, sequence))
            .reduce((lower, higher) -> higher)
            .map(e -> new Previous(e.statement().epoch(), e.statement().sequence(), e.digest()));
    return new Numbering(epoch, sequence, previous, List.copyOf(warnings));
  }

  private static boolean isAt(Entry entry, long epoch, long sequence) {
    return entry.statement().epoch() == epoch && entry.statement().sequence() == sequence;
  }
}

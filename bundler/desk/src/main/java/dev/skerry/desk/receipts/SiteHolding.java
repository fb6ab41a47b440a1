package dev.skerry.desk.receipts;

import dev.skerry.format.document.Receipt;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What a site holds, as its own receipts say.
 *
 * @param last the newest receipt
 * @param held the newest receipt of a bundle that was admitted or present
 * @param missing numbers below the newest of which no receipt came back, at most 100
 */
public record SiteHolding(String site, Receipt last, Optional<Receipt> held, List<Long> missing) {
  private static final int MOST_MISSING = 100;

  /** Copies the numbers. */
  public SiteHolding {
    missing = List.copyOf(missing);
  }

  static SiteHolding of(String site, List<Receipt> receipts) {
    List<Receipt> ordered =
        receipts.stream().sorted(Comparator.comparingLong(Receipt::number)).toList();
    Optional<Receipt> held =
        ordered.stream()
            .filter(receipt -> !receipt.decision().equals(Receipt.REFUSED))
            .reduce((earlier, later) -> later);
    Set<Long> numbers = ordered.stream().map(Receipt::number).collect(Collectors.toSet());
    Receipt last = ordered.getLast();
    List<Long> missing =
        LongStream.range(1, last.number())
            .filter(number -> !numbers.contains(number))
            .limit(MOST_MISSING)
            .boxed()
            .toList();
    return new SiteHolding(site, last, held, missing);
  }
}

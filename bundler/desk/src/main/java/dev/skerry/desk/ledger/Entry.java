package dev.skerry.desk.ledger;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Statement;
import java.util.Comparator;

/**
 * A statement that was written.
 *
 * @param envelope as it was written, with every signature seen since
 * @param statement its payload
 */
public record Entry(Envelope envelope, Statement statement) {
  /** By epoch, then sequence, then digest: rebuilt sequences have several entries. */
  public static final Comparator<Entry> ORDER =
      Comparator.comparingLong((Entry e) -> e.statement().epoch())
          .thenComparingLong(e -> e.statement().sequence())
          .thenComparing(Entry::digest);

  /** Reads a statement's envelope. */
  public static Entry of(Envelope envelope) {
    return new Entry(envelope, Statement.of(envelope));
  }

  /** What names the statement: SHA-256 of its payload. */
  public Digest digest() {
    return envelope.payloadDigest();
  }

  /** Whether it stands before this place in its channel. */
  public boolean before(long epoch, long sequence) {
    return statement.epoch() < epoch
        || (statement.epoch() == epoch && statement.sequence() < sequence);
  }
}

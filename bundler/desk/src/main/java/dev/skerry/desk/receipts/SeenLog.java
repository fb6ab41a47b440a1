package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.format.Digest;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.Consistency;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.log.MerkleTree;
import dev.skerry.format.sign.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * What the desk has seen of one gateway's log: each receipt's checkpoint has to continue the ones
 * before it. A gateway whose log was cut, rewritten or restored from an older copy cannot prove
 * that.
 *
 * @param newest the longest log that continues all before it
 * @param alarms what does not fit, in the order of the receipts; then what fell
 * @param contradicted numbers of the receipts that contradict what was seen before them
 */
public record SeenLog(
    Optional<Checkpoint> newest, List<Problem> alarms, SortedSet<Long> contradicted) {
  /** Copies the collections. */
  public SeenLog {
    alarms = List.copyOf(alarms);
    contradicted = Collections.unmodifiableSortedSet(new TreeSet<>(contradicted));
  }

  /**
   * Judges the receipts of one site.
   *
   * @param key the registered key of the gateway that a receipt's number belongs to
   * @param replaced the last receipt that belongs to a key that was replaced, 0 when none was
   * @param receipts good ones, in any order
   */
  static SeenLog of(
      String site, LongFunction<Optional<PublicKey>> key, long replaced, List<Receipt> receipts) {
    Chain chain = new Chain(Checkpoint.origin(site), key, replaced);
    List<Receipt> ordered =
        receipts.stream().sorted(Comparator.comparingLong(Receipt::number)).toList();
    ordered.forEach(chain::add);
    List<Problem> alarms = new ArrayList<>(chain.alarms);
    alarms.addAll(StateFell.alarms(ordered));
    return new SeenLog(chain.newest(), alarms, chain.contradicted);
  }

  /** A log that no proof ties to what was seen before. */
  private record Unproved(Receipt receipt, Checkpoint log, Problem alarm) {}

  private static final class Chain {
    private final String origin;
    private final LongFunction<Optional<PublicKey>> key;
    private final long replaced;
    private final NavigableMap<Long, Digest> roots = new TreeMap<>();

    /**
     * Whatever the gateway signed, proved or not: no two of them may contradict each other. Of a
     * key that was replaced only what is proved, for a thief may have it.
     */
    private final NavigableMap<Long, Digest> signed = new TreeMap<>();

    private final Map<Long, Unproved> unproved = new TreeMap<>();
    private final List<Problem> alarms = new ArrayList<>();
    private final SortedSet<Long> contradicted = new TreeSet<>();

    Chain(String origin, LongFunction<Optional<PublicKey>> key, long replaced) {
      this.origin = origin;
      this.key = key;
      this.replaced = replaced;
    }

    Optional<Checkpoint> newest() {
      return Optional.ofNullable(roots.lastEntry())
          .map(last -> new Checkpoint(origin, last.getKey(), last.getValue()));
    }

    void add(Receipt receipt) {
      if (receipt.checkpoint().isEmpty()) {
        return;
      }
      Optional<Checkpoint> checkpoint =
          key.apply(receipt.number())
              .flatMap(signs -> Checkpoint.verified(receipt.checkpoint().get(), signs))
              .filter(c -> c.origin().equals(origin));
      if (checkpoint.isEmpty()) {
        alarm(
            ReadSideError.CHECKPOINT,
            receipt,
            "carries a checkpoint that its gateway never signed");
        return;
      }
      if (continues(receipt, checkpoint.get())) {
        roots.put(checkpoint.get().size(), checkpoint.get().root());
        settle(receipt, checkpoint.get());
      }
    }

    /** What could not be proved is, or is found to be another log, once a later one is proved. */
    private void settle(Receipt receipt, Checkpoint now) {
      for (Consistency proof : receipt.consistency()) {
        Unproved earlier = unproved.remove(proof.from());
        if (earlier == null) {
          continue;
        }
        alarms.remove(earlier.alarm());
        Digest root = earlier.log().root();
        if (MerkleTree.consistent(proof.from(), root, now.size(), now.root(), proof.proof())) {
          roots.put(proof.from(), root);
          signed.put(proof.from(), root);
        } else {
          alarm(
              ReadSideError.LOG_FORKED,
              earlier.receipt(),
              "is about a log of %s with which the one of receipt %06d does not begin"
                  .formatted(Amounts.entries(proof.from()), receipt.number()));
        }
      }
    }

    private boolean continues(Receipt receipt, Checkpoint now) {
      if (contradicts(receipt, now)) {
        return false;
      }
      Map.Entry<Long, Digest> last = roots.lastEntry();
      boolean continues = last == null || now.size() == last.getKey() || proved(receipt, now);
      if (continues || receipt.number() > replaced) {
        signed.put(now.size(), now.root());
      }
      return continues;
    }

    private boolean contradicts(Receipt receipt, Checkpoint now) {
      Map.Entry<Long, Digest> longest = signed.lastEntry();
      if (longest != null && now.size() < longest.getKey()) {
        alarm(
            ReadSideError.LOG_SHORTENED,
            receipt,
            "is about a log of %s; an earlier receipt had %d"
                .formatted(Amounts.entries(now.size()), longest.getKey()));
        return true;
      }
      if (!now.root().equals(signed.getOrDefault(now.size(), now.root()))) {
        alarm(
            ReadSideError.LOG_FORKED,
            receipt,
            "is about another log of %s than an earlier receipt"
                .formatted(Amounts.entries(now.size())));
        return true;
      }
      return false;
    }

    /** The proof from the longest log that was seen counts; any that fails is a fork. */
    private boolean proved(Receipt receipt, Checkpoint now) {
      long proved = 0;
      for (Consistency proof : receipt.consistency()) {
        Digest from = roots.get(proof.from());
        if (from == null) {
          continue;
        }
        if (!MerkleTree.consistent(proof.from(), from, now.size(), now.root(), proof.proof())) {
          alarm(
              ReadSideError.LOG_FORKED,
              receipt,
              "is about a log of %s that does not begin with the %d seen before"
                  .formatted(Amounts.entries(now.size()), proof.from()));
          return false;
        }
        proved = Math.max(proved, proof.from());
      }
      long last = roots.lastKey();
      if (proved < last) {
        Problem alarm =
            ReceiptProblem.of(
                ReadSideError.LOG_UNPROVED,
                receipt,
                "does not prove that its log of %s begins with the %d seen before"
                    .formatted(Amounts.entries(now.size()), last));
        alarms.add(alarm);
        unproved.put(now.size(), new Unproved(receipt, now, alarm));
      }
      return proved == last;
    }

    private void alarm(ReadSideError code, Receipt receipt, String reason) {
      alarms.add(ReceiptProblem.of(code, receipt, reason));
      contradicted.add(receipt.number());
    }
  }
}

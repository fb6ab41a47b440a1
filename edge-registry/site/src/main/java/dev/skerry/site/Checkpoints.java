package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.store.AuditLog;
import dev.skerry.store.AuditLog.Signed;
import dev.skerry.store.StoreError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signs the audit log as a C2SP tlog-checkpoint of origin {@code site/ID/audit}, never one that
 * does not continue what was signed before, and none over an entry that is not as it was written.
 * Imports and the timer sign in turns: two at once would sign one size twice, which the database
 * refuses.
 */
final class Checkpoints {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_ADDED = 1_000;

  private final AuditLog log;
  private final KeptReceipts kept;
  private SigningKey key;

  /**
   * Signs with the gateway's key, until {@link #handOver}.
   *
   * @param kept what was issued about this log
   */
  Checkpoints(AuditLog log, KeptReceipts kept, SigningKey key) {
    this.log = log;
    this.kept = kept;
    this.key = key;
  }

  /**
   * Signs the log as it stands; what was signed last when nothing was added since.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED} when an entry is not as it was written,
   *     or the log no longer begins with what was signed before
   */
  synchronized Signed sign(String site) {
    requireSound(log);
    requireContinued(site);
    long size = size(log);
    return log.lastSigned()
        .filter(signed -> signed.size() == size)
        .orElseGet(() -> signed(site, size));
  }

  /**
   * Signs the log when a plan's fate was added since it was signed, or when what was added waits
   * for a day.
   *
   * @throws SkerryException as {@link #sign}
   */
  synchronized void signWhenDue(String site, Instant now) {
    long from = log.lastSigned().map(Signed::size).orElse(0L) + 1;
    List<AuditLog.Entry> added = log.read(from, MOST_ADDED);
    boolean plan = added.stream().anyMatch(entry -> entry.event().name().startsWith("plan."));
    boolean waits = !added.isEmpty() && added.getFirst().time().plus(DAY).isBefore(now);
    if (plan || waits) {
      sign(site);
    }
  }

  /** The key that signs now. */
  synchronized SigningKey key() {
    return key;
  }

  /**
   * Another key signs from now on, once what says so is committed; nothing is signed meanwhile.
   *
   * @param commit given the key that signed until now
   * @throws SkerryException {@link StoreError#LOG_CHANGED} as {@link #sign}, for the new key shall
   *     not begin on a log that the old one would not sign
   */
  synchronized <T> T handOver(String site, SigningKey next, Function<SigningKey, T> commit) {
    requireSound(log);
    requireContinued(site);
    T committed = commit.apply(key);
    key = next;
    return committed;
  }

  private Signed signed(String site, long size) {
    return signed(log, site, size, key);
  }

  /** Signs the first entries and keeps what was signed. */
  static Signed signed(AuditLog log, String site, long size, SigningKey... keys) {
    Checkpoint checkpoint = new Checkpoint(Checkpoint.origin(site), size, log.root(size));
    Signed signed = new Signed(size, checkpoint.root(), checkpoint.signed(keys));
    log.keep(signed);
    return signed;
  }

  /**
   * Looks at every entry, and whether the log still begins with what was signed of it.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED}
   */
  static void requireSound(AuditLog log) {
    // What is signed meanwhile must not look like a log that was cut: so this comes first.
    Optional<Signed> last = log.lastSigned();
    log.firstBroken()
        .ifPresent(number -> {
          throw new SkerryException(
              StoreError.LOG_CHANGED, "audit log", "entry " + number + " is not as it was written");
        });
    last.ifPresent(signed -> requireContinued(log, signed.size(), signed.root()));
  }

  /**
   * Looks whether the log begins with what this key signed of it last, and with what the newest
   * receipt is about.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED}
   */
  synchronized void requireContinued(String site) {
    kept.newest().ifPresent(receipt -> requireContinued(log, receipt));
    Optional<Signed> last = log.lastSigned();
    if (last.isEmpty()) {
      return;
    }
    requireContinued(log, last.get().size(), last.get().root());
    Checkpoint said = new Checkpoint(Checkpoint.origin(site), last.get().size(), last.get().root());
    if (!Checkpoint.verified(last.get().note(), key.publicKey()).equals(Optional.of(said))) {
      throw changed(
          "of %s was never signed as that of site %s by this gateway"
              .formatted(Amounts.entries(said.size()), site));
    }
  }

  /** Whoever can write to the database alone reaches no receipt. */
  static void requireContinued(AuditLog log, Receipt receipt) {
    Optional<Checkpoint> told = receipt.checkpoint().flatMap(Checkpoint::unverified);
    if (told.isEmpty()) {
      return;
    }
    requireContinued(log, told.get().size(), told.get().root());
    if (log.lastSigned().filter(last -> last.size() >= told.get().size()).isEmpty()) {
      throw changed("lacks the checkpoint that receipt %d carries".formatted(receipt.number()));
    }
  }

  private static void requireContinued(AuditLog log, long signed, Digest root) {
    long size = size(log);
    if (size < signed || !log.root(signed).equals(root)) {
      throw changed(
          "of %s does not begin with the %d that were signed"
              .formatted(Amounts.entries(size), signed));
    }
  }

  private static long size(AuditLog log) {
    return log.last().map(AuditLog.Entry::number).orElse(0L);
  }

  private static SkerryException changed(String reason) {
    return new SkerryException(StoreError.LOG_CHANGED, "audit log", reason);
  }
}

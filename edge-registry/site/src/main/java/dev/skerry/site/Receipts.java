package dev.skerry.site;

import dev.skerry.format.archive.Patience;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SeenNodes;
import dev.skerry.format.document.Succession;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.StoreError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Signed receipts: numbered, kept in {@code DATA/receipts} and written to {@code skerry-receipts/}
 * on the medium where it can be written (format section 5). First import, then roll out, then issue
 * the receipt that says what became of the plans.
 */
public final class Receipts {
  /** The folder on the medium. */
  public static final String FOLDER = "skerry-receipts";

  private final EmbeddedStore store;
  private final ReceiptFiles files;
  private final Checkpoints checkpoints;
  private final InstantSource clock;
  private final Path kept;

  /**
   * Issues receipts.
   *
   * @param disk writes into the data folder and onto the medium
   * @param key the gateway's key
   */
  public Receipts(EmbeddedStore store, Disk disk, SigningKey key, InstantSource clock) {
    this(store, new ReceiptFiles(disk, Patience.WRITING), key, clock);
  }

  Receipts(EmbeddedStore store, ReceiptFiles files, SigningKey key, InstantSource clock) {
    this.store = store;
    this.files = files;
    this.kept = KeptReceipts.folder(store);
    this.checkpoints = new Checkpoints(store.log(), KeptReceipts.of(store), key);
    this.clock = clock;
  }

  /**
   * A receipt that was issued.
   *
   * @param kept its file in the data folder
   * @param onMedium its file on the medium
   * @param notOnMedium why it is not there
   * @param warnings what is wrong with what it says: a log that was changed is not vouched for
   */
  public record Issued(
      long number,
      Path kept,
      Optional<Path> onMedium,
      Optional<String> notOnMedium,
      List<Problem> warnings) {
    /** Copies the warnings. */
    public Issued {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Issues the receipt of an outcome. Where the log is not what was written or signed before, it
   * carries that code in place of a checkpoint, so that the desk hears of it.
   *
   * @param plans what became of the plans
   * @param nodes what the cluster's nodes say they run, where they can be seen
   * @throws SkerryException {@link SiteError#RECEIPT} when it could not be kept; a medium that
   *     cannot be written is no failure
   */
  public Issued issue(
      ReceiptSubject subject, List<Receipt.PlanState> plans, Optional<SeenNodes> nodes) {
    String site = store.state().site().orElseThrow().id();
    try {
      AuditLog.Signed checkpoint = checkpoints.sign(site);
      return issue(subject, plans, nodes, site, Optional.of(checkpoint), List.of());
    } catch (SkerryException e) {
      Problem changed = e.problem();
      if (!changed.code().equals(StoreError.LOG_CHANGED.code())) {
        throw e;
      }
      return issue(
          subject.with(changed.code()), plans, nodes, site, Optional.empty(), List.of(changed));
    }
  }

  private Issued issue(
      ReceiptSubject subject,
      List<Receipt.PlanState> plans,
      Optional<SeenNodes> nodes,
      String site,
      Optional<AuditLog.Signed> checkpoint,
      List<Problem> warnings) {
    long number = store.state().nextReceipt();
    Receipt receipt = receipt(subject, site, number, plans, nodes, checkpoint);
    SigningKey key = checkpoints.key();
    byte[] envelope = key.sign(Envelope.unsigned(PayloadTypes.IN_TOTO, receipt.payload())).bytes();
    String name = name(receipt.site(), number);
    Path file = kept.resolve(name);
    try {
      files.write(kept, name, envelope);
    } catch (IOException e) {
      throw new SkerryException(
          SiteError.RECEIPT, file.toString(), "cannot be written: " + Reasons.of(e), e);
    }
    new Journal(store.log())
        .append(
            Journal.RECEIPT,
            subject.name(),
            Map.of("number", Long.toString(number), "decision", subject.decision()));
    return ontoMedium(subject, number, file, envelope, warnings);
  }

  /**
   * Looks whether the log begins with what this gateway signed of it.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED}
   */
  public void checkSigned() {
    checkpoints.requireContinued(store.state().site().orElseThrow().id());
  }

  /**
   * Signs the log as it stands.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED}
   */
  public void checkpoint() {
    checkpoints.sign(store.state().site().orElseThrow().id());
  }

  /**
   * Signs the log between receipts, when a plan's fate was added or a day went by.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED}
   */
  public void checkpointWhenDue() {
    String site = store.state().site().orElseThrow().id();
    checkpoints.signWhenDue(site, clock.instant());
  }

  private Issued ontoMedium(
      ReceiptSubject subject, long number, Path file, byte[] envelope, List<Problem> warnings) {
    Path receipts = subject.folder().resolve(FOLDER);
    String name = String.valueOf(file.getFileName());
    ReceiptFiles.OnMedium there =
        subject.code().equals(Optional.of(ReadError.STALLED.code()))
            ? ReceiptFiles.OnMedium.not(receipts + " is not tried: the medium does not answer")
            : files.writeOnto(receipts, name, envelope);
    return new Issued(number, file, there.file(), there.reason(), warnings);
  }

  private Receipt receipt(
      ReceiptSubject subject,
      String site,
      long number,
      List<Receipt.PlanState> plans,
      Optional<SeenNodes> nodes,
      Optional<AuditLog.Signed> checkpoint) {
    return new Receipt(
        subject.name(),
        subject.statement(),
        site,
        number,
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        subject.product(),
        subject.channel(),
        subject.decision(),
        subject.code(),
        subject.before(),
        subject.after(),
        subject.root(),
        subject.floor(),
        subject.signers(),
        plans,
        checkpoint.map(AuditLog.Signed::note),
        checkpoint.map(signed -> consistency(number, signed.size())).orElse(List.of()),
        nodes.map(SeenNodes::named),
        nodes.map(SeenNodes::unnamed).orElse(0L),
        successions(),
        subject.permits());
  }

  private List<Envelope> successions() {
    List<byte[]> all = store.state().successions();
    return all.subList(Math.max(0, all.size() - Succession.MOST), all.size()).stream()
        .map(bytes -> Envelope.parse(bytes, "succession"))
        .toList();
  }

  /**
   * Another key signs receipts and log from now on; receipts carry the proof of it. No receipt may
   * be issued meanwhile.
   *
   * @param next kept where the next start of the service finds it
   * @param actor who asked for it
   * @param detail more of that, for the log
   * @throws SkerryException {@link StoreError#LOG_CHANGED}
   */
  public Succession rotate(SigningKey next, String actor, Map<String, String> detail) {
    KeyChange change = new KeyChange(store, clock);
    String site = store.state().site().orElseThrow().id();
    return checkpoints.handOver(site, next, before -> change.commit(before, next, actor, detail));
  }

  /**
   * That the log begins with what the desk has seen of it: the receipt before, where that came
   * back, and what a bundle said, where it did not.
   */
  private List<Receipt.Consistency> consistency(long number, long size) {
    NavigableSet<Long> seen = new TreeSet<>();
    before(number).ifPresent(seen::add);
    store
        .log()
        .lastAcknowledged()
        .filter(last -> last.ours())
        .ifPresent(last -> seen.add(last.size()));
    return seen.stream()
        .filter(from -> from < size)
        .map(from -> new Receipt.Consistency(from, store.log().consistency(from, size)))
        .toList();
  }

  /** How many entries the checkpoint of the receipt before is about. */
  private Optional<Long> before(long number) {
    try {
      return Optional.of(Receipt.of(Envelope.parse(read(number - 1), "receipt")))
          .flatMap(Receipt::checkpoint)
          .flatMap(Checkpoint::unverified)
          .map(Checkpoint::size);
    } catch (SkerryException e) {
      // The first receipt, or a data folder that lost some: the next one proves what it can.
      return Optional.empty();
    }
  }

  /** File name of a receipt. */
  public static String name(String site, long number) {
    return String.format(Locale.ROOT, "%s-%06d%s", site, number, ReceiptFiles.ENDING);
  }

  /**
   * A receipt's envelope.
   *
   * @throws SkerryException {@link SiteError#NO_RECEIPT}
   */
  public byte[] read(long number) {
    String site = store.state().site().map(row -> row.id()).orElse("");
    Path file = kept.resolve(name(site, number));
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SkerryException(
          SiteError.NO_RECEIPT, file.toString(), "is not there: no such number was issued", e);
    } catch (IOException e) {
      throw new SkerryException(
          SiteError.NO_RECEIPT, file.toString(), "cannot be read: " + Reasons.of(e), e);
    }
  }
}

package dev.skerry.gateway.service;

import dev.skerry.format.Progress;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SeenNodes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.report.Attention;
import dev.skerry.gateway.report.ImportReport;
import dev.skerry.site.Decision;
import dev.skerry.site.GoBack;
import dev.skerry.site.Import;
import dev.skerry.site.ImportRequest;
import dev.skerry.site.ImportResult;
import dev.skerry.site.Outcome;
import dev.skerry.site.ReceiptSubject;
import dev.skerry.site.Receipts;
import dev.skerry.store.StoreError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Who brings what, then import, then roll out, then the receipt that says what became of the plans.
 */
final class SiteWork {
  private static final Logger LOG = Logger.getLogger(SiteWork.class.getName());

  private final Custody custody;
  private final Import importer;
  private final GoBack goBack;
  private final PlanRun plans;
  private final Receipts receipts;
  private final Attention attention;
  private final KeyRotation rotation;
  private final ReentrantLock one = new ReentrantLock();

  SiteWork(
      Custody custody,
      Import importer,
      GoBack goBack,
      PlanRun plans,
      Receipts receipts,
      Attention attention,
      KeyRotation rotation) {
    this.custody = custody;
    this.importer = importer;
    this.goBack = goBack;
    this.attention = attention;
    this.plans = plans;
    this.receipts = receipts;
    this.rotation = rotation;
  }

  /** A site that needs somebody's attention goes on serving and says so in its log. */
  void check() {
    attention.problems().forEach(problem -> LOG.log(Level.SEVERE, problem.line()));
  }

  /**
   * Imports.
   *
   * @param caller who asked for it
   * @throws SkerryException {@link StoreError#BUSY} while another import runs, and those of {@link
   *     Import#run} and {@link Receipts#issue}
   */
  ImportReport run(Caller caller, ImportRequest request, Progress progress) {
    lock();
    try {
      custody.importBegins(caller, request);
      ImportResult result = importer.run(request, progress);
      List<dev.skerry.rollout.PlanEntry> rolled = taken(result) ? plans.run() : List.of();
      List<ReceiptSubject> due =
          result.outcomes().stream().flatMap(outcome -> outcome.receipt().stream()).toList();
      List<Receipts.Issued> issued = issue(due, rolled);
      return new ImportReport(result, rolled, issued);
    } finally {
      checkpoint();
      one.unlock();
    }
  }

  /**
   * Makes an earlier bundle the active one.
   *
   * @param caller who asked for it
   * @throws SkerryException {@link StoreError#BUSY} while an import runs, and those of {@link
   *     GoBack#run}
   */
  ImportReport goBack(Caller caller, Path permit) {
    lock();
    try {
      custody.goBackBegins(caller, permit);
      Outcome outcome = goBack.run(permit);
      List<dev.skerry.rollout.PlanEntry> rolled =
          outcome.decision() == Decision.ACTIVATED ? plans.run() : List.of();
      List<Receipts.Issued> issued = issue(outcome.receipt().stream().toList(), rolled);
      return new ImportReport(new ImportResult(List.of(outcome)), rolled, issued);
    } finally {
      checkpoint();
      one.unlock();
    }
  }

  /**
   * Changes the gateway's key, between receipts.
   *
   * @param caller who asked for it
   * @return a report
   * @throws SkerryException {@link StoreError#BUSY} while an import runs, {@link
   *     StoreError#LOG_CHANGED}
   */
  JsonText rotateKey(Caller caller) {
    lock();
    try {
      return rotation.run(caller);
    } finally {
      one.unlock();
    }
  }

  /** Also of what was refused; the answer stays what it was when the log cannot be vouched for. */
  private void checkpoint() {
    try {
      receipts.checkpoint();
    } catch (SkerryException e) {
      LOG.log(Level.SEVERE, e.problem().line());
    }
  }

  private void lock() {
    if (!one.tryLock()) {
      throw new SkerryException(StoreError.BUSY, "import", "another one is running");
    }
  }

  /** What runs says nothing about a bundle that was not taken. */
  private static boolean refused(ReceiptSubject subject) {
    return subject.decision().equals(Receipt.REFUSED);
  }

  private static boolean taken(ImportResult result) {
    Decision decision = result.decisive().decision();
    return decision == Decision.ADMITTED || decision == Decision.PRESENT;
  }

  private List<Receipts.Issued> issue(
      List<ReceiptSubject> due, List<dev.skerry.rollout.PlanEntry> rolled) {
    Optional<SeenNodes> nodes =
        due.stream().allMatch(SiteWork::refused) ? Optional.empty() : plans.nodes();
    return due.stream()
        .map(subject -> issue(subject, rolled, refused(subject) ? Optional.empty() : nodes))
        .toList();
  }

  private Receipts.Issued issue(
      ReceiptSubject subject,
      List<dev.skerry.rollout.PlanEntry> rolled,
      Optional<SeenNodes> nodes) {
    List<Receipt.PlanState> states =
        subject.plans().stream()
            .map(plan -> new Receipt.PlanState(plan.name(), plan.digest(), state(plan, rolled)))
            .toList();
    return receipts.issue(subject, states, nodes);
  }

  private static String state(PlanEntry plan, List<dev.skerry.rollout.PlanEntry> rolled) {
    return rolled.stream()
        .filter(e -> e.name().equals(plan.name()) && e.digest().equals(plan.digest()))
        .map(e -> e.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .findFirst()
        .orElse("waiting");
  }
}

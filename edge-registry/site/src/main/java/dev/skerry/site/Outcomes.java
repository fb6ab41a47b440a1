package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Words what became of a bundle, for people, for the log and for a receipt. */
final class Outcomes {
  private final SiteViews views;
  private final Journal journal;
  private final Optional<Receipt.Position> before;

  /** Notes what is accepted before the import begins. */
  Outcomes(SiteViews views, AuditLog log) {
    this.views = views;
    this.journal = new Journal(log);
    this.before = accepted();
  }

  /**
   * Steps 0 to 3 refused it: no receipt, for nothing on such a medium is to be written to.
   *
   * @param envelope what it says it is, as far as that could be read
   */
  Outcome untrusted(BundleFiles files, Optional<Envelope> envelope, Problem problem) {
    String place = files.volumes().sequencedValues().getFirst().toString();
    journal.refused(files.name(), place, problem, JudgedFacts.of(views.now(), envelope));
    return new Outcome(
        files.name(),
        place,
        Decision.REFUSED,
        Optional.of(problem),
        List.of(),
        List.of(),
        0,
        Optional.empty());
  }

  Outcome refused(Candidate candidate, Problem problem) {
    return refused(candidate, problem, candidate.verdict().warnings());
  }

  /**
   * Refused.
   *
   * @param warnings what else there is to say
   */
  Outcome refused(Candidate candidate, Problem problem, List<Problem> warnings) {
    journal.refused(
        candidate.statement().name(),
        place(candidate),
        problem,
        JudgedFacts.of(views.now(), candidate.trusted()));
    return outcome(
        candidate,
        Decision.REFUSED,
        Optional.of(problem),
        warnings,
        Optional.of(
            receipt(
                candidate,
                Receipt.REFUSED,
                Optional.of(problem.code()),
                CarriedPermits.none(),
                List.of())));
  }

  Outcome waiting(Candidate candidate, Problem problem) {
    SortedMap<String, String> detail = facts(candidate);
    detail.put("volumes", problem.item());
    journal.append(Journal.WAITING, candidate.statement().name(), detail);
    return outcome(
        candidate,
        Decision.WAITING,
        Optional.of(problem),
        candidate.verdict().warnings(),
        Optional.empty());
  }

  Outcome passedOver(Candidate candidate, Outcome taken) {
    Problem problem =
        new SkerryException(
                SiteError.PASSED_OVER,
                candidate.statement().name(),
                "is older than " + taken.name() + ", which lies on the same medium")
            .problem();
    return outcome(
        candidate, Decision.PASSED_OVER, Optional.of(problem), List.of(), Optional.empty());
  }

  /**
   * Admitted.
   *
   * @param last the verdict of step 12
   */
  Outcome admitted(Candidate candidate, Verdict last) {
    Optional<String> code = last.permitted().stream().map(Problem::code).findFirst();
    List<PlanEntry> plans = candidate.statement().plans();
    return outcome(
        candidate,
        Decision.ADMITTED,
        Optional.empty(),
        last.warnings(),
        Optional.of(receipt(candidate, Receipt.ADMITTED, code, last.used(), plans)));
  }

  /**
   * It was admitted before.
   *
   * @param plans of it that the receipt tells of: none of a bundle that was gone back to
   */
  Outcome present(Candidate candidate, List<PlanEntry> plans) {
    journal.append(Journal.PRESENT, candidate.statement().name(), facts(candidate));
    return outcome(
        candidate,
        Decision.PRESENT,
        Optional.empty(),
        List.of(),
        Optional.of(
            receipt(candidate, Receipt.PRESENT, Optional.empty(), CarriedPermits.none(), plans)));
  }

  /**
   * A bundle was taken although a damaged one, or one for which there was no space, may be newer:
   * the exit code is that of what was taken (format section 6), so people and receipt are told.
   *
   * @param higher refused before this one; of one whose head is damaged the number is not known
   */
  Outcome insteadOf(List<Outcome> higher, Outcome taken) {
    Outcome told = taken;
    for (Outcome other : higher) {
      if (other.exit() == ExitCode.DAMAGED || other.exit() == ExitCode.NO_SPACE) {
        String why = other.problem().map(Problem::code).orElse("");
        told =
            told.with(
                new SkerryException(
                        SiteError.NEWER_NOT_TAKEN,
                        other.name(),
                        "was not taken (%s) and may be newer than %s, which was"
                            .formatted(why, taken.name()))
                    .problem());
      }
    }
    return told;
  }

  private static Outcome outcome(
      Candidate candidate,
      Decision decision,
      Optional<Problem> problem,
      List<Problem> warnings,
      Optional<ReceiptSubject> receipt) {
    List<Problem> all = new ArrayList<>(warnings);
    all.addAll(candidate.permits().unreadable());
    return new Outcome(
        candidate.statement().name(),
        place(candidate),
        decision,
        problem,
        all,
        List.of(),
        0,
        receipt);
  }

  private SortedMap<String, String> facts(Candidate candidate) {
    SortedMap<String, String> facts = JudgedFacts.of(views.now(), candidate.trusted());
    facts.put("place", place(candidate));
    return facts;
  }

  private static Digest digest(Candidate candidate) {
    return candidate.trusted().statementDigest();
  }

  private static String place(Candidate candidate) {
    return candidate.source().files().folder().toString();
  }

  private ReceiptSubject receipt(
      Candidate candidate,
      String decision,
      Optional<String> code,
      CarriedPermits permits,
      List<PlanEntry> plans) {
    Statement statement = candidate.statement();
    SiteView now = views.now();
    return new ReceiptSubject(
        statement.name(),
        digest(candidate),
        statement.product(),
        statement.channel(),
        decision,
        code,
        before,
        accepted(),
        candidate.trusted().root().version(),
        now.floor(),
        List.copyOf(candidate.trusted().signers()),
        permits,
        plans,
        candidate.source().files().folder());
  }

  private Optional<Receipt.Position> accepted() {
    return views.now().accepted().map(a -> new Receipt.Position(a.epoch(), a.sequence()));
  }
}

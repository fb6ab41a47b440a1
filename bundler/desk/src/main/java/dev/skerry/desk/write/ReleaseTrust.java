package dev.skerry.desk.write;

import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement;
import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what every site will judge first: the chain of roots and the threshold of release. */
final class ReleaseTrust {
  /** What the clock decides; a site's next step for them is not the desk's. */
  private static final Set<String> OF_TIME =
      Stream.of(
              AcceptError.EXPIRED,
              AcceptError.ROOT_EXPIRED,
              AcceptError.CLOCK_AHEAD,
              AcceptError.CLOCK_BEHIND,
              AcceptError.LIFETIME)
          .map(AcceptError::code)
          .collect(Collectors.toUnmodifiableSet());

  private ReleaseTrust() {}

  /**
   * Refuses what no site would trust or take. A permit for an expired bundle is for a stick that
   * was written in time.
   *
   * @throws SkerryException that refusal, {@link WriteError#NOT_SIGNED} for one of step 3, {@link
   *     WriteError#OUT_OF_TIME} for one of step 8
   */
  static void require(StatementFile statement, List<byte[]> roots, Instant now) {
    if (roots.isEmpty()) {
      throw new SkerryException(
          WriteError.CONTENT_MISSING, MemberName.root(1), "is not among the bundle's members");
    }
    TrustedRoot anchor = Acceptance.judgeAnchor(roots.getFirst(), MemberName.root(1));
    SiteView site =
        new SiteView(
            statement.statement().product(),
            Optional.empty(),
            Optional.empty(),
            List.of(anchor),
            Optional.empty(),
            Instant.EPOCH,
            new TreeMap<>(),
            Optional.empty(),
            now,
            List.of());
    TrustJudgement judgement = Acceptance.judgeTrust(site, statement.envelope().bytes(), roots);
    switch (judgement) {
      case NotTrusted refused -> throw new SkerryException(atTheDesk(refused.problem()));
      case Trusted trusted -> requireTaken(site, trusted);
    }
  }

  /** Steps 4 to 9, as far as no site needs to be known for them. */
  private static void requireTaken(SiteView site, Trusted trusted) {
    if (Acceptance.judgeStatement(site, trusted) instanceof Verdict.Refused refused) {
      throw new SkerryException(atTheDesk(refused.problem()));
    }
  }

  /** What the desk can mend itself has a next step of its own. */
  private static Problem atTheDesk(Problem refusal) {
    if (OF_TIME.contains(refusal.code())) {
      return of(WriteError.OUT_OF_TIME, refusal);
    }
    return refusal.code().equals(AcceptError.RELEASE_THRESHOLD.code())
        ? of(WriteError.NOT_SIGNED, refusal)
        : refusal;
  }

  private static Problem of(WriteError code, Problem refusal) {
    return new SkerryException(code, refusal.item(), refusal.reason()).problem();
  }
}

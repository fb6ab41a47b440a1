package dev.skerry.desk.write;

import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Judges what every site will judge first: the chain of roots and the threshold of release. */
final class ReleaseTrust {
  private ReleaseTrust() {}

  /**
   * Refuses what no site would trust.
   *
   * @throws SkerryException that refusal, exit code 3
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
            now);
    TrustJudgement judgement = Acceptance.judgeTrust(site, statement.envelope().bytes(), roots);
    if (judgement instanceof TrustJudgement.NotTrusted refused) {
      throw new SkerryException(refused.problem());
    }
  }
}

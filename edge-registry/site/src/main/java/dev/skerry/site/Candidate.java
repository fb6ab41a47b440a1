package dev.skerry.site;

import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.archive.PermitFiles;
import dev.skerry.format.document.Statement;
import java.util.Comparator;

/**
 * A bundle that is signed by enough signers, with what steps 4 to 9 say about it.
 *
 * @param source its open volumes; whoever holds the candidate closes them
 * @param permits what lay beside it
 */
record Candidate(
    BundleSource source, Opening opening, Trusted trusted, PermitFiles permits, Verdict verdict)
    implements AutoCloseable {
  /** Highest epoch and sequence first. */
  static final Comparator<Candidate> HIGHEST_FIRST =
      Comparator.comparing(Candidate::statement, Candidate::compare).reversed();

  private static int compare(Statement one, Statement other) {
    int byEpoch = Long.compare(one.epoch(), other.epoch());
    return byEpoch != 0 ? byEpoch : Long.compare(one.sequence(), other.sequence());
  }

  Statement statement() {
    return trusted.statement();
  }

  @Override
  public void close() {
    source.close();
  }
}

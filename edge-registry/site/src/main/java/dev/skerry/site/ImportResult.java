package dev.skerry.site;

import dev.skerry.format.error.ExitCode;
import java.util.List;

/**
 * What an import did.
 *
 * @param outcomes every bundle found: first the one that was taken or, when none was, the one with
 *     the highest epoch and sequence
 */
public record ImportResult(List<Outcome> outcomes) {
  /** Copies the outcomes; there is at least one. */
  public ImportResult {
    outcomes = List.copyOf(outcomes);
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("an import without a bundle");
    }
  }

  /** The outcome that the exit code and the first message are about. */
  public Outcome decisive() {
    return outcomes.getFirst();
  }

  /** The other bundles of the medium. */
  public List<Outcome> others() {
    return outcomes.subList(1, outcomes.size());
  }

  /** What the import exits with (format section 6). */
  public ExitCode exit() {
    return decisive().exit();
  }
}

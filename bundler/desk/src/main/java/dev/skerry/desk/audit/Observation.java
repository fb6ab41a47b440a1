package dev.skerry.desk.audit;

import java.time.Instant;
import java.util.List;

/**
 * What was looked at.
 *
 * @param seed tells it from all others of the report
 * @param digests of what was looked at
 * @param good whether it is what the controls ask for
 */
record Observation(
    String seed,
    String title,
    String description,
    Instant collected,
    List<String> digests,
    boolean good,
    List<Control> controls) {
  /** Copies the lists. */
  Observation {
    digests = List.copyOf(digests);
    controls = List.copyOf(controls);
  }
}

package dev.skerry.format.accept;

import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import java.util.List;

/** What a site asks of a bundle beyond the format: plan rules and policies (step 10). */
public interface AdmissionPolicy {
  /** Everything that speaks against the bundle; empty when nothing does. */
  List<Problem> judge(Statement statement, Metadata metadata);

  /** Asks nothing. */
  static AdmissionPolicy acceptAll() {
    return (statement, metadata) -> List.of();
  }

  /** Asks what both ask. */
  default AdmissionPolicy and(AdmissionPolicy other) {
    return (statement, metadata) -> {
      List<Problem> first = judge(statement, metadata);
      return first.isEmpty() ? other.judge(statement, metadata) : first;
    };
  }
}

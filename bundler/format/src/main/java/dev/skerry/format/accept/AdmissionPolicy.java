package dev.skerry.format.accept;

import dev.skerry.format.accept.TrustJudgement.Trusted;
import java.util.List;

/** What a site asks of a bundle beyond the format: plan rules and policies (step 10). */
public interface AdmissionPolicy {
  /**
   * Everything that speaks against a bundle; empty when nothing does.
   *
   * @param site what the site knows
   * @param trusted the statement, its signers and the newest root document
   */
  List<Objection> judge(SiteView site, Trusted trusted, Metadata metadata);

  /** Asks nothing. */
  static AdmissionPolicy acceptAll() {
    return (site, trusted, metadata) -> List.of();
  }

  /** Asks what both ask. */
  default AdmissionPolicy and(AdmissionPolicy other) {
    return (site, trusted, metadata) -> {
      List<Objection> first = judge(site, trusted, metadata);
      return first.isEmpty() ? other.judge(site, trusted, metadata) : first;
    };
  }
}

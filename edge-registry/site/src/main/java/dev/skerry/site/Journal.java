package dev.skerry.site;

import dev.skerry.format.error.Problem;
import dev.skerry.store.AuditLog;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what an import does into the audit log, always in the same words. */
final class Journal {
  static final String ROOT_ACCEPTED = "root.accepted";
  static final String ADMITTED = "bundle.admitted";
  static final String PRESENT = "bundle.present";
  static final String REFUSED = "bundle.refused";
  static final String PERMITTED = "bundle.permitted";
  static final String ACTIVATED = "bundle.activated";
  static final String CONTRADICTED = "log.contradicted";
  static final String WAITING = "bundle.waiting";
  static final String RECEIPT = "receipt.issued";

  private static final String ACTOR = "import";

  private final AuditLog log;

  Journal(AuditLog log) {
    this.log = log;
  }

  void append(String event, String object, Map<String, String> detail) {
    log.append(new AuditLog.Event(event, ACTOR, object, new TreeMap<>(detail)));
  }

  /**
   * A bundle was refused.
   *
   * @param place where it lay
   */
  void refused(String object, String place, Problem problem) {
    SortedMap<String, String> detail = words(problem);
    detail.put("place", place);
    append(REFUSED, object, detail);
  }

  /** What a permit let in, with who signed it and why. */
  void permitted(String object, Problem problem) {
    problem(PERMITTED, object, problem);
  }

  /** A bundle that was held became the active one again. */
  void activated(String object, Problem permitted) {
    problem(ACTIVATED, object, permitted);
  }

  /** The desk has seen another log than this one. */
  void contradicted(String object, Problem problem) {
    problem(CONTRADICTED, object, problem);
  }

  private void problem(String event, String object, Problem problem) {
    append(event, object, words(problem));
  }

  private static SortedMap<String, String> words(Problem problem) {
    SortedMap<String, String> detail = new TreeMap<>();
    detail.put("code", problem.code());
    detail.put("item", problem.item());
    detail.put("reason", problem.reason());
    return detail;
  }
}

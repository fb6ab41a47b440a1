package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.error.Problem;
import dev.skerry.store.AuditLog;
import java.util.Map;
import java.util.Optional;
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
  static final String GO_BACK_REFUSED = "go-back.refused";
  static final String CONTRADICTED = "log.contradicted";
  static final String STATE_CONTRADICTED = "state.contradicted";
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
   * @param facts what was known when it was
   */
  void refused(String object, String place, Problem problem, SortedMap<String, String> facts) {
    SortedMap<String, String> detail = with(facts, problem);
    detail.put("place", place);
    append(REFUSED, object, detail);
  }

  /**
   * Nothing came of going back.
   *
   * @param statement which bundle the permit is for, where it could be read
   */
  void goBackRefused(String object, Optional<Digest> statement, Problem problem) {
    append(GO_BACK_REFUSED, object, words(problem, statement));
  }

  /** What a permit let in, with who signed it and why. */
  void permitted(String object, Problem problem, SortedMap<String, String> facts) {
    append(PERMITTED, object, with(facts, problem));
  }

  /** A bundle that was held became the active one again. */
  void activated(String object, Problem permitted, SortedMap<String, String> facts) {
    append(ACTIVATED, object, with(facts, permitted));
  }

  /** The desk has seen another log than this one. */
  void contradicted(String object, Problem problem) {
    append(CONTRADICTED, object, words(problem, Optional.empty()));
  }

  /** What was accepted is not what was written down when it was. */
  void stateContradicted(String site, Problem problem) {
    append(STATE_CONTRADICTED, site, words(problem, Optional.empty()));
  }

  private static SortedMap<String, String> with(SortedMap<String, String> facts, Problem problem) {
    SortedMap<String, String> detail = words(problem, Optional.empty());
    detail.putAll(facts);
    return detail;
  }

  private static SortedMap<String, String> words(Problem problem, Optional<Digest> statement) {
    SortedMap<String, String> detail = new TreeMap<>();
    statement.ifPresent(digest -> detail.put("statement", digest.toString()));
    detail.put("code", problem.code());
    detail.put("item", problem.item());
    detail.put("reason", problem.reason());
    return detail;
  }
}

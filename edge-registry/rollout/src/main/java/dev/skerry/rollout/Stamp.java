package dev.skerry.rollout;

import dev.skerry.format.Digest;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the gateway writes onto a plan's objects. It changes only with the plan itself: a changed
 * annotation makes the controller kill and restart running jobs (contracts.md 4.11 point 3).
 *
 * @param digest of the plan's artifact
 * @param counter the plan's counter
 * @param bundle name of the bundle that first brought this digest
 */
record Stamp(Digest digest, long counter, String bundle) {
  static final String PREFIX = "skerry.dev/";
  static final String DIGEST = PREFIX + "plan-digest";
  static final String COUNTER = PREFIX + "plan-counter";
  static final String BUNDLE = PREFIX + "bundle";

  /** The annotations, by key. */
  SortedMap<String, String> annotations() {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put(BUNDLE, bundle);
    annotations.put(COUNTER, Long.toString(counter));
    annotations.put(DIGEST, digest.toString());
    return annotations;
  }
}

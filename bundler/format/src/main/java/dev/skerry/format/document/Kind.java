package dev.skerry.format.document;

import java.util.Set;

/**
 * What a content entry is. A kind that this version does not know is kept as it is: stored and
 * served, never acted on (format section 3).
 *
 * @param word as it stands in the statement
 */
public record Kind(String word) implements Comparable<Kind> {
  public static final Kind IMAGE = new Kind("image");
  public static final Kind OS = new Kind("os");
  public static final Kind K3S = new Kind("k3s");
  public static final Kind PLAN = new Kind("plan");
  public static final Kind FILE = new Kind("file");
  public static final Kind EVIDENCE = new Kind("evidence");

  /** By word: hashing a record costs a cold start milliseconds. */
  private static final Set<String> COUNTED = Set.of(OS.word, K3S.word, PLAN.word, FILE.word);

  /** Whether this version knows what to do with it. */
  public boolean known() {
    return counted() || equals(IMAGE) || equals(EVIDENCE);
  }

  /** Whether its entries have a name and a counter. */
  public boolean counted() {
    return COUNTED.contains(word);
  }

  @Override
  public int compareTo(Kind other) {
    return word.compareTo(other.word);
  }

  @Override
  public String toString() {
    return word;
  }
}

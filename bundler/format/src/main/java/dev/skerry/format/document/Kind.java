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

  private static final Set<Kind> COUNTED = Set.of(OS, K3S, PLAN, FILE);
  private static final Set<Kind> KNOWN = Set.of(IMAGE, OS, K3S, PLAN, FILE, EVIDENCE);

  /** Whether this version knows what to do with it. */
  public boolean known() {
    return KNOWN.contains(this);
  }

  /** Whether its entries have a name and a counter. */
  public boolean counted() {
    return COUNTED.contains(this);
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

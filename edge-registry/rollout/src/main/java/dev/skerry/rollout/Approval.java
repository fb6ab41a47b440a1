package dev.skerry.rollout;

import java.util.Locale;

/** Whose consent a plan needs at the site before it is handed over (format section 3, "plans"). */
public enum Approval {
  NONE,
  ONE,
  TWO;

  /**
   * Reads the statement's word.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Approval of(String word) {
    for (Approval approval : values()) {
      if (approval.word().equals(word)) {
        return approval;
      }
    }
    throw new IllegalArgumentException("no approval is called " + word);
  }

  /** The word as it stands in statements. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

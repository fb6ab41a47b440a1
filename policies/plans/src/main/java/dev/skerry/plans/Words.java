package dev.skerry.plans;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody meant. */
public final class Words {
  private Words() {}

  /** The nearest of the known words, when it is near enough to be what was meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(word, k) <= Math.max(1, Math.min(3, k.length() / 3)))
        .min(Comparator.<String>comparingInt(k -> distance(word, k)).thenComparing(k -> k));
  }

  /** {@code (did you mean "x"?)} with a space before, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(w -> " (did you mean \"" + w + "\"?)").orElse("");
  }

  /** Levenshtein's distance; a prefix of at most 64 characters is compared. */
  static int distance(String left, String right) {
    String a = left.substring(0, Math.min(64, left.length()));
    String b = right.substring(0, Math.min(64, right.length()));
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

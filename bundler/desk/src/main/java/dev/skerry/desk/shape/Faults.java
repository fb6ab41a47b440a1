package dev.skerry.desk.shape;

import dev.skerry.plans.yaml.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong with one file, so that nobody has to try again for each. */
public final class Faults {
  /** More than anybody reads; a file that has them is wrong as a whole. */
  private static final int MOST = 100;

  private final String file;
  private final List<Fault> all = new ArrayList<>();
  private int count;

  /** For one file. */
  public Faults(String file) {
    this.file = file;
  }

  /** Adds one; {@link Fault} says what the parts are. */
  public void add(Mark at, String field, String found, String expected) {
    count++;
    if (all.size() < MOST) {
      all.add(new Fault(file, at, field, found, expected));
    }
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** How many were added so far, those that are not kept among them. */
  public int count() {
    return count;
  }

  /** The first 100 of them, in the order of the file. */
  public List<Fault> inOrder() {
    return all.stream().sorted(Comparator.comparing(Fault::at)).toList();
  }
}

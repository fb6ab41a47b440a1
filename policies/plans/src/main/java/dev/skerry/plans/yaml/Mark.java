package dev.skerry.plans.yaml;

/**
 * A place in a text file.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
public record Mark(int line, int column) implements Comparable<Mark> {
  /** The first character. */
  public static final Mark START = new Mark(1, 1);

  @Override
  public int compareTo(Mark other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}

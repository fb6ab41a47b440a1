package dev.skerry.desk.shape;

import dev.skerry.plans.yaml.Mark;

/**
 * One thing that is wrong in a described file.
 *
 * @param file the file's name as it was given
 * @param at where in it
 * @param field path of the field, for instance {@code images[2].platforms}
 * @param found what stands there
 * @param expected what should
 */
public record Fault(String file, Mark at, String field, String found, String expected) {
  /** One line for people. */
  public String text() {
    String place = field.isEmpty() ? "" : field + ": ";
    return file + ":" + at + ": " + place + "found " + found + ", expected " + expected;
  }
}

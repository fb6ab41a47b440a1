package dev.skerry.format.error;

import java.util.Locale;

/** Where a failure lies: the first thing that the reader of a message has to know. */
public enum Side {
  DESK,
  STICK,
  GATEWAY,
  NODE,
  UPSTREAM;

  /** The word as it stands in messages and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

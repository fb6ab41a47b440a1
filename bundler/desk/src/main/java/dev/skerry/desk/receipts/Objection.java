package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;

/** Why a receipt is not believed. */
public record Objection(Kind kind, String reason) {

  /** What stands behind it. */
  public enum Kind {
    /** Its site is not registered, or a key signed it of which nobody here knows. */
    UNKNOWN_GATEWAY,
    /** A key signed it that the registered one has named as the next. */
    NEW_KEY,
    /** A key signed it that was replaced before. */
    REPLACED_KEY,
    /** A key signed it that counts for it, and it came only after that key was replaced. */
    LATE
  }

  /** By which it is told. */
  public ReadSideError code() {
    return switch (kind) {
      case UNKNOWN_GATEWAY -> ReadSideError.UNKNOWN_GATEWAY;
      case NEW_KEY -> ReadSideError.KEY_CHANGED;
      case REPLACED_KEY -> ReadSideError.KEY_REPLACED;
      case LATE -> ReadSideError.KEY_REPLACED_LATE;
    };
  }
}

package dev.skerry.desk.receipts;

/** Why a receipt is not believed. */
public record Objection(Kind kind, String reason) {

  /** What stands behind it. */
  public enum Kind {
    /** Its site is not registered, or a key signed it of which nobody here knows. */
    UNKNOWN_GATEWAY,
    /** A key signed it that the registered one has named as the next. */
    NEW_KEY,
    /** A key signed it that was replaced before. */
    REPLACED_KEY
  }
}

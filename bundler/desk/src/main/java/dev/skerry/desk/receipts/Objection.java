package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import java.util.List;

/**
 * Why a receipt is not believed.
 *
 * @param reasons at least one; of a key that was changed several times one for each change, in the
 *     order in which they are registered
 */
public record Objection(Kind kind, List<String> reasons) {
  /** Copies the reasons. */
  public Objection {
    reasons = List.copyOf(reasons);
  }

  /** One reason. */
  public Objection(Kind kind, String reason) {
    this(kind, List.of(reason));
  }

  /** All of it in one line. */
  public String reason() {
    return String.join("; ", reasons);
  }

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

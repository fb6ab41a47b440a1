package dev.skerry.cel.engine;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time of one judgement: all policies, rules and items together. It is looked at after each
 * node of an expression that was evaluated, so that only a single node can go beyond it. A limit of
 * steps would not do: a step is as dear as the lists and texts that it looks at.
 */
final class Budget implements CelEvaluationListener {
  /** How long a judgement may take. */
  static final Duration MOST = Duration.ofSeconds(2);

  /** How long a text may be that an expression looks at, in characters: patterns read all of it. */
  static final int LONGEST_TEXT = 65_536;

  private final LongSupplier nanos;
  private final long begun;

  private Budget(LongSupplier nanos) {
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  /**
   * Thrown when it is spent, so that the evaluation ends at once. No exception: of those CEL makes
   * values, which its operators || and && may pass over.
   */
  static final class Spent extends Error {
    private static final long serialVersionUID = 1L;

    private Spent() {
      super("the time of the judgement is spent", null, false, false);
    }
  }

  /** One that begins now. */
  static Budget start() {
    return start(System::nanoTime);
  }

  /**
   * One that begins now.
   *
   * @param nanos a clock, as {@link System#nanoTime}
   */
  static Budget start(LongSupplier nanos) {
    return new Budget(nanos);
  }

  /**
   * Goes on only while there is time.
   *
   * @throws Spent when there is none
   */
  void require() {
    if (nanos.getAsLong() - begun > MOST.toNanos()) {
      throw new Spent();
    }
  }

  @Override
  public void callback(CelExpr expression, Object value) {
    require();
    if (value instanceof String text && text.length() > LONGEST_TEXT) {
      throw new TooLong();
    }
  }

  /** A text that is too long; as Spent, it ends the evaluation whatever stands around it. */
  static final class TooLong extends Error {
    private static final long serialVersionUID = 1L;

    private TooLong() {
      super("a text is longer than the longest", null, false, false);
    }
  }
}

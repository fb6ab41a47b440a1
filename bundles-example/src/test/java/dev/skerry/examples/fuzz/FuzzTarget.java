package dev.skerry.examples.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What Jazzer calls, in a process for one parser. An input may only be read or refused, and may not
 * take more memory than a small multiple of what an honest one takes.
 */
public final class FuzzTarget {
  /** Bytes that may be made while one input is read, whether they are kept or not. */
  static final long MOST_BYTES = 64L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Parser parser = Parser.ENVELOPE;

  private FuzzTarget() {}

  /**
   * Is told which parser this process is for, and reads its seeds: what classes take when they are
   * first used is not the input's fault.
   */
  public static void fuzzerInitialize(String[] arguments) {
    parser = Parser.valueOf(arguments[0]);
    Seeds.of(parser).values().forEach(parser::accepts);
  }

  /** Judges one input; whatever is thrown here is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    read(parser, input);
  }

  /** Whether the input is accepted. */
  static boolean read(Parser parser, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean accepted = parser.accepts(input);
    long made = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (made > MOST_BYTES && madeAgain(parser, input) > MOST_BYTES) {
      throw new AssertionError("%,d bytes were made of %,d".formatted(made, input.length));
    }
    return accepted;
  }

  /** Without the tables that a library makes when it first needs them, for all that follow. */
  private static long madeAgain(Parser parser, byte[] input) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    parser.accepts(input);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}

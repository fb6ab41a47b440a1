package dev.skerry.examples.fuzz;

import java.util.Arrays;

/** What Jazzer calls: the first byte of an input chooses the parser, all parsers share one run. */
public final class FuzzTarget {
  private FuzzTarget() {}

  /** Judges one input; whatever is thrown here is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      Parser[] parsers = Parser.values();
      Parser parser = parsers[Byte.toUnsignedInt(input[0]) % parsers.length];
      parser.accepts(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /** An input for this parser. */
  static byte[] input(Parser parser, byte[] bytes) {
    byte[] input = new byte[bytes.length + 1];
    input[0] = (byte) parser.ordinal();
    System.arraycopy(bytes, 0, input, 1, bytes.length);
    return input;
  }
}

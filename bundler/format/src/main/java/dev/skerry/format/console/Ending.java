package dev.skerry.format.console;

/** The end of a program's main method. */
public final class Ending {
  private Ending() {}

  /**
   * Ends the process with an exit code, once what was printed is out. {@link System#exit} would
   * look for a logger in every jar first, which is a tenth of a short command's time; nothing is
   * left to a shutdown hook here.
   */
  public static void now(int code) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }
}

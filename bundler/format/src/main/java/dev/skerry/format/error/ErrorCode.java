package dev.skerry.format.error;

/**
 * One way in which something can fail. Every module has enums of these, so that its failures are a
 * closed set; numbers are stable and never used twice. Ranges: format 1xxx, upstream 2xxx, desk
 * 3xxx, store 4xxx, registry 5xxx, site 6xxx, rollout 7xxx, gateway and command line 8xxx, plans
 * 9xxx.
 */
public interface ErrorCode {
  /** All that there is to know about this code. */
  Spec spec();

  /** The stable code, for instance {@code SKY-1203}. */
  default String code() {
    return "SKY-" + spec().number();
  }

  /**
   * What a code stands for.
   *
   * @param number four digits
   * @param side the side that failed
   * @param exit what the process exits with
   * @param next what the person in front of the screen can do: one sentence
   */
  record Spec(int number, Side side, ExitCode exit, String next) {}
}

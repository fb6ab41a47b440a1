package dev.skerry.examples.kit;

import java.util.HashMap;
import java.util.Map;

/** Another time on the clock of the programs that run in an environment, by libfaketime. */
public final class OtherTime {
  private static final int TRIES = 5;

  private OtherTime() {}

  /**
   * The environment.
   *
   * @param off how far off the clock is, for instance {@code +40y} or {@code -200d}, or what it
   *     shows when a program starts: {@code @2026-11-24 12:00:00}
   */
  public static Map<String, String> by(String off) {
    Tools.need("faketime");
    Map<String, String> environment = new HashMap<>();
    environment(off)
        .lines()
        .filter(line -> line.matches("(?:FAKETIME|LD_PRELOAD)=.*"))
        .map(line -> line.split("=", 2))
        .forEach(pair -> environment.put(pair[0], pair[1]));
    // What measures durations goes on as it does: the JVM waits by it.
    environment.put("DONT_FAKE_MONOTONIC", "1");
    // Else its timed waits end at once, again and again, and a program takes ten times as long.
    environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
    return Map.copyOf(environment);
  }

  /** Again where a semaphore is left of a process that was killed and had the same number. */
  private static String environment(String off) {
    String[] command = {"faketime", "-f", off, "env"};
    Run run = Run.in(Project.root(), command);
    for (int i = 0; i < TRIES && run.exit() != 0; i++) {
      run = Run.in(Project.root(), command);
    }
    return run.exits(0).out();
  }
}

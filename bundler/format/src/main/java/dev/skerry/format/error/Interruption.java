package dev.skerry.format.error;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells people what to do next when a signal ends the program in the middle of a command. Nothing
 * else is done then: every step can be cut at any point and repeated.
 */
public final class Interruption implements AutoCloseable {
  private final Thread words;

  private Interruption(Thread words) {
    this.words = words;
  }

  /**
   * From now on, until this is closed.
   *
   * @param next what to do next
   * @param out takes the line
   */
  public static Interruption says(String next, Consumer<String> out) {
    return says(() -> next, out);
  }

  /**
   * The same where it becomes known on the way.
   *
   * @param next asked when the signal comes
   */
  public static Interruption says(Supplier<String> next, Consumer<String> out) {
    Thread words =
        Thread.ofPlatform()
            .name("interruption")
            .unstarted(() -> out.accept(System.lineSeparator() + "interrupted: " + next.get()));
    Runtime.getRuntime().addShutdownHook(words);
    return new Interruption(words);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(words);
    } catch (IllegalStateException e) {
      // The signal came before the end: the words are out, and the process ends.
      return;
    }
  }
}

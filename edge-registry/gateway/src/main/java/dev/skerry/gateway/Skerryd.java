package dev.skerry.gateway;

import dev.skerry.format.console.Ending;
import dev.skerry.gateway.command.Commands;
import java.util.Locale;

/** The program {@code skerryd}. */
public final class Skerryd {
  private Skerryd() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // What is said is English, at every site alike
    Ending.now(Commands.run(args));
  }
}

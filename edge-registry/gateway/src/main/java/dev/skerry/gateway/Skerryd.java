package dev.skerry.gateway;

import dev.skerry.format.console.Ending;
import dev.skerry.gateway.command.Commands;

/** The program {@code skerryd}. */
public final class Skerryd {
  private Skerryd() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Ending.now(Commands.run(args));
  }
}

package dev.skerry.gateway;

import dev.skerry.gateway.command.Commands;

/** The program {@code skerryd}. */
public final class Skerryd {
  private Skerryd() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Commands.run(args));
  }
}

package dev.skerry.cli.console;

import dev.skerry.format.console.ProgressLine;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;

/** Where a command's words go and where answers come from: a port, so that tests can play it. */
public interface Console {
  /** Results: nothing else goes here. */
  PrintWriter out();

  /** Everything else: progress, questions, failures. */
  PrintWriter err();

  /** Whether a person sits there: can be asked, and sees lines redrawn. */
  boolean interactive();

  /** Asks for a line; empty at the end of the input. */
  Optional<String> ask(String question);

  /** Asks without showing what is typed; empty at the end of the input. */
  Optional<char[]> askSecret(String question);

  /** An environment variable. */
  Optional<String> environment(String name);

  /** Begins to show how far work is: {@code verb} says what is done. */
  default ProgressLine progress(String verb) {
    return ProgressLine.begin(err(), interactive(), verb);
  }

  /** The clock of this machine. */
  InstantSource clock();
}

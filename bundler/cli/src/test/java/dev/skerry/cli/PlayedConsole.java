package dev.skerry.cli;

import dev.skerry.cli.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A console that a test plays: answers are given in advance, words are kept. */
public final class PlayedConsole implements Console {
  /** What the clock of this machine says. */
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Deque<String> answers = new ArrayDeque<>();
  private final Map<String, String> environment = new HashMap<>();
  private boolean interactive;
  private Optional<Error> fault = Optional.empty();

  /** Somebody sits there and will type these lines. */
  public PlayedConsole typing(String... lines) {
    interactive = true;
    answers.addAll(List.of(lines));
    return this;
  }

  /** Java breaks as soon as a result is to be printed. */
  public PlayedConsole breaking(Error with) {
    fault = Optional.of(with);
    return this;
  }

  /** With an environment variable. */
  public PlayedConsole with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command; returns its exit code. */
  public int run(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    return Skerry.run(this, words);
  }

  /** What was printed as result. */
  public String result() {
    return out.toString();
  }

  /** What else was said. */
  public String said() {
    return err.toString();
  }

  @Override
  public PrintWriter out() {
    fault.ifPresent(error -> {
      throw error;
    });
    return new PrintWriter(out, true);
  }

  @Override
  public PrintWriter err() {
    return new PrintWriter(err, true);
  }

  @Override
  public boolean interactive() {
    return interactive;
  }

  @Override
  public Optional<String> ask(String question) {
    err.write(question + System.lineSeparator());
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<char[]> askSecret(String question) {
    return ask(question).map(String::toCharArray);
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(NOW);
  }
}

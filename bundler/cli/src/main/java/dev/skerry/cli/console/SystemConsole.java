package dev.skerry.cli.console;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;

/** The console of the process. */
public final class SystemConsole implements Console {
  private final PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
  private final PrintWriter err = new PrintWriter(System.err, true, System.err.charset());

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    return err;
  }

  @Override
  public boolean interactive() {
    return Optional.ofNullable(System.console()).map(c -> c.isTerminal()).orElse(false);
  }

  @Override
  public Optional<String> ask(String question) {
    return Optional.ofNullable(System.console()).map(c -> c.readLine("%s", question));
  }

  @Override
  public Optional<char[]> askSecret(String question) {
    return Optional.ofNullable(System.console()).map(c -> c.readPassword("%s", question));
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }
}

package dev.skerry.gateway;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code skerryd}. */
@Command(
    name = "skerryd",
    description = "Imports, serves and rolls out bundles at a site.",
    mixinStandardHelpOptions = true,
    versionProvider = Skerryd.Version.class)
public final class Skerryd implements Runnable {
  private Skerryd() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Skerryd()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version that the jar's manifest states. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var stated = Optional.ofNullable(Skerryd.class.getPackage().getImplementationVersion());
      return new String[] {"skerryd " + stated.orElse("(unpacked)")};
    }
  }
}

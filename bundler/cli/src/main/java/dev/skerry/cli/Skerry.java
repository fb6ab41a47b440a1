package dev.skerry.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code skerry}. */
@Command(
    name = "skerry",
    description = "Builds, signs, writes and reads bundles.",
    mixinStandardHelpOptions = true,
    versionProvider = Skerry.Version.class)
public final class Skerry implements Runnable {
  private Skerry() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Skerry()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version that the jar's manifest states. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var stated = Optional.ofNullable(Skerry.class.getPackage().getImplementationVersion());
      return new String[] {"skerry " + stated.orElse("(unpacked)")};
    }
  }
}

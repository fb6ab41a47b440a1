package dev.skerry.gateway.command;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The program {@code skerryd}: its commands, and how failures are shown. */
@Command(
    name = "skerryd",
    description = "Imports, serves and rolls out bundles at a site.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, also: already imported",
      "1:failed",
      "2:wrong usage",
      "3:refused: not trusted",
      "4:refused: rollback, expired, wrong audience, policy, unknown feature",
      "5:damaged or incomplete medium",
      "6:no space",
      "7:the gateway cannot be reached"
    },
    subcommands = {
      InitCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      StatusCommand.class,
      BundlesCommand.class,
      PlansCommand.class,
      NodeConfigCommand.class,
      ReceiptCommand.class,
      CompletionCommand.class
    })
public final class Commands {
  private Commands() {}

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(String... arguments) {
    return line().execute(arguments);
  }

  /** The command line as Picocli knows it. */
  public static CommandLine line() {
    Terminal terminal = new Terminal();
    return new CommandLine(new Commands())
        .setExecutionExceptionHandler(terminal)
        .setParameterExceptionHandler(terminal);
  }

  /** The version that the jar's manifest states. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var stated = Optional.ofNullable(Commands.class.getPackage().getImplementationVersion());
      return new String[] {"skerryd " + stated.orElse("(unpacked)")};
    }
  }
}

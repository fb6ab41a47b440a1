package dev.skerry.gateway.command;

import java.util.List;
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
    })
public final class Commands {
  private static final List<Class<?>> COMMANDS =
      List.of(
          InitCommand.class,
          ServeCommand.class,
          ImportCommand.class,
          GoBackCommand.class,
          ScrubCommand.class,
          StatusCommand.class,
          BundlesCommand.class,
          PlansCommand.class,
          NodeConfigCommand.class,
          ReceiptCommand.class,
          LogCommand.class,
          KeyCommand.class,
          CompletionCommand.class);

  private Commands() {}

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(String... arguments) {
    CommandLine line = line(needed(arguments));
    try {
      return line.execute(arguments);
    } catch (Error e) { // Picocli shows exceptions only; nothing else may reach a person
      return Terminal.show(line, e);
    }
  }

  /** Picocli's model of every command would be half of a start; most need their own only. */
  private static List<Class<?>> needed(String... arguments) {
    return COMMANDS.stream()
        .filter(type -> arguments.length > 0 && type != CompletionCommand.class)
        .filter(type -> type.getAnnotation(Command.class).name().equals(arguments[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  /** The command line as Picocli knows it, with every command. */
  public static CommandLine line() {
    return line(COMMANDS);
  }

  private static CommandLine line(List<Class<?>> commands) {
    Terminal terminal = new Terminal();
    CommandLine line = new CommandLine(new Commands());
    commands.forEach(line::addSubcommand);
    return line.setExecutionExceptionHandler(terminal).setParameterExceptionHandler(terminal);
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

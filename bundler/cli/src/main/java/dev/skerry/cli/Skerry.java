package dev.skerry.cli;

import dev.skerry.cli.commands.AuditCommand;
import dev.skerry.cli.commands.BuildCommand;
import dev.skerry.cli.commands.CompletionCommand;
import dev.skerry.cli.commands.InitCommand;
import dev.skerry.cli.commands.InspectCommand;
import dev.skerry.cli.commands.KeyCommand;
import dev.skerry.cli.commands.LockCommand;
import dev.skerry.cli.commands.LsCommand;
import dev.skerry.cli.commands.PermitCommand;
import dev.skerry.cli.commands.PolicyCommand;
import dev.skerry.cli.commands.ReceiptsCommand;
import dev.skerry.cli.commands.RootCommand;
import dev.skerry.cli.commands.SignCommand;
import dev.skerry.cli.commands.SiteCommand;
import dev.skerry.cli.commands.VerifyCommand;
import dev.skerry.cli.commands.WriteCommand;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Failures;
import dev.skerry.cli.console.SystemConsole;
import dev.skerry.format.console.Ending;
import dev.skerry.format.error.Interruption;
import dev.skerry.format.sign.EarlyStart;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The program {@code skerry}. */
@Command(
    name = "skerry",
    description = "Builds, signs, writes and reads bundles.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Skerry.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong usage",
      "3:refused: not trusted",
      "4:refused: rollback, expired, wrong audience, policy, unknown feature",
      "5:damaged or incomplete medium",
      "6:no space",
      "7:the gateway cannot be reached"
    })
public final class Skerry {
  private static final List<Class<?>> COMMANDS =
      List.of(
          InitCommand.class,
          LockCommand.class,
          BuildCommand.class,
          KeyCommand.class,
          RootCommand.class,
          SignCommand.class,
          WriteCommand.class,
          VerifyCommand.class,
          InspectCommand.class,
          LsCommand.class,
          SiteCommand.class,
          PermitCommand.class,
          ReceiptsCommand.class,
          PolicyCommand.class,
          AuditCommand.class,
          CompletionCommand.class);

  private Skerry() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // What is said is English, on every desk alike
    Ending.now(run(new SystemConsole(), args));
  }

  /**
   * Runs one command.
   *
   * @return the exit code
   */
  public static int run(Console console, String... args) {
    EarlyStart.begin();
    try (Interruption _ = Interruption.says(next(args), console.err()::println)) {
      return line(console, needed(args)).execute(args);
    } catch (Error e) { // Picocli shows exceptions only; nothing else may reach a person
      return new Failures(console).unforeseen(e);
    }
  }

  /** What a signal leaves behind: what is kept, or that there is nothing to keep. */
  static String next(String... args) {
    return "run the same command again; "
        + switch (args.length == 0 ? "" : args[0]) {
          case "build" -> "what was fetched by now is kept.";
          case "write" -> "it goes on with what was written by now.";
          case "receipts" -> "receipts that were read by now are kept.";
          case "lock", "key", "root", "sign", "site", "permit", "audit", "init" ->
              "each file is whole, or as it was before.";
          default -> "nothing was changed.";
        };
  }

  /** Picocli's model of every command would be half of a start; most need their own only. */
  private static List<Class<?>> needed(String... args) {
    return COMMANDS.stream()
        .filter(type -> args.length > 0 && type != CompletionCommand.class)
        .filter(type -> type.getAnnotation(Command.class).name().equals(args[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  /** The command line as Picocli knows it, with every command. */
  public static CommandLine line(Console console) {
    return line(console, COMMANDS);
  }

  private static CommandLine line(Console console, List<Class<?>> commands) {
    Failures failures = new Failures(console);
    CommandLine line = new CommandLine(new Skerry(), factory(console));
    commands.forEach(line::addSubcommand);
    return line.registerConverter(Instant.class, Skerry::time)
        .setOut(console.out())
        .setErr(console.err())
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is no time like 2026-01-05T12:00:00Z");
    }
  }

  /** Commands that have something to say take the console in their constructor. */
  private static IFactory factory(Console console) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
          Class<?>[] takes = constructor.getParameterTypes();
          if (takes.length == 1 && takes[0] == Console.class) {
            return type.cast(constructor.newInstance(console));
          }
        }
        return CommandLine.defaultFactory().create(type);
      }
    };
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

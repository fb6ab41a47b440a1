package dev.skerry.gateway.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.setup.GatewayError;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place that shows failures: text on stderr, with {@code --json} also on stdout. */
public final class Terminal implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** What to do when a signal comes before anything was begun. */
  static final String NOT_BEGUN = "nothing was begun; run the same command again.";

  private static final String JSON = "--json";

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    Problem problem =
        failure instanceof SkerryException known ? known.problem() : unforeseen(failure);
    boolean json = parsed != null && wantsJson(parsed);
    return show(command, problem, json);
  }

  /** Shows a fault of the program or of its Java; the exit code. */
  static int show(CommandLine command, Error failure) {
    return show(command, unforeseen(failure), false);
  }

  private static Problem unforeseen(Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    return new SkerryException(GatewayError.INTERNAL, kind, Reasons.firstLine(failure)).problem();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    Problem problem =
        new Problem(
            GatewayError.SETTING.code(),
            GatewayError.SETTING.spec().side(),
            command.getCommandSpec().qualifiedName(),
            Reasons.ofUsage(failure),
            "Add --help to the command to see what it takes.",
            ExitCode.USAGE);
    return show(command, problem, List.of(arguments).contains(JSON));
  }

  private static boolean wantsJson(ParseResult parsed) {
    return parsed.asCommandLineList().getLast().getParseResult().hasMatchedOption(JSON);
  }

  private static int show(CommandLine command, Problem problem, boolean json) {
    command.getErr().println(problem.text());
    if (json) {
      command
          .getOut()
          .println(JsonText.object().object("error", e -> ProblemJson.write(e, problem)).text());
    }
    return problem.exit().number();
  }

  /** Shows how far work is: redrawn where a person looks on. */
  static ProgressLine progress(CommandSpec spec, String verb) {
    boolean redraw = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return ProgressLine.begin(spec.commandLine().getErr(), redraw, verb);
  }

  /** What people should hear although it stops nothing. */
  static String warning(Problem problem) {
    return problem.text().replaceFirst("^error", "warning");
  }

  /** Prints a document as it is. */
  static void print(PrintWriter out, byte[] json) {
    out.println(new String(json, UTF_8).stripTrailing());
    out.flush();
  }
}

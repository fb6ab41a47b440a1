package dev.skerry.cli.console;

import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that shows a failure: text on stderr, with --json also JSON on stdout. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final String JSON = "--json";

  private final Console console;

  /** Shows failures on this console. */
  public Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, @Nullable ParseResult parsed) {
    if (failure instanceof ParameterException usage) {
      return handleParseException(usage, new String[] {wantsJson(parsed) ? JSON : ""});
    }
    return show(problem(failure), wantsJson(parsed));
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    String name = failure.getCommandLine().getCommandSpec().qualifiedName();
    Problem problem = new SkerryException(CliError.USAGE, name, Reasons.ofUsage(failure)).problem();
    int exit = show(problem, List.of(args).contains(JSON));
    UnmatchedArgumentException.printSuggestions(failure, console.err());
    return exit;
  }

  /** Shows a fault of the program or of its Java; the exit code. */
  public int unforeseen(Error failure) {
    return show(unforeseen(CliError.UNEXPECTED, failure), false);
  }

  private int show(Problem problem, boolean json) {
    console.err().println(problem.text());
    console.err().flush();
    if (json) {
      console.out().println(json(problem));
      console.out().flush();
    }
    return problem.exit().number();
  }

  /** The problem as {@code --json} shows it. */
  public static String json(Problem problem) {
    return JsonText.object().object("error", error -> ProblemJson.write(error, problem)).text();
  }

  private static Problem problem(Exception failure) {
    return switch (failure) {
      case SkerryException known -> known.problem();
      case UncheckedIOException wrapped ->
          unforeseen(
              CliError.INPUT_OUTPUT, Objects.requireNonNullElse(wrapped.getCause(), wrapped));
      case IOException io -> unforeseen(CliError.INPUT_OUTPUT, io);
      default -> unforeseen(CliError.UNEXPECTED, failure);
    };
  }

  private static Problem unforeseen(CliError code, Throwable failure) {
    String kind = failure.getClass().getSimpleName();
    return new SkerryException(code, kind, Reasons.firstLine(failure)).problem();
  }

  private static boolean wantsJson(@Nullable ParseResult parsed) {
    if (parsed == null) {
      return false;
    }
    List<CommandLine> called = parsed.asCommandLineList();
    ParseResult last = called.getLast().getParseResult();
    return last.hasMatchedOption(JSON);
  }
}

package dev.skerry.cel.engine;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.skerry.cel.PolicyError;
import dev.skerry.cel.facts.Vocabulary;
import dev.skerry.cel.file.Expression;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression that can be asked.
 *
 * @param tree its checked syntax tree
 */
record Compiled(Expression source, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
  private static final Pattern UNKNOWN =
      Pattern.compile("(?:undeclared reference to|undefined field) '([^']*)'");

  /**
   * Compiles.
   *
   * @throws SkerryException {@link PolicyError#EXPRESSION} with file, line, column and caret
   */
  static Compiled of(Expression source, CelCompiler compiler, Language language) {
    CelValidationResult result = compiler.compile(source.text(), source.file());
    try {
      if (result.hasError()) {
        CelIssue issue = result.getErrors().getFirst();
        throw refuse(source, issue.getSourceLocation(), issue.getMessage());
      }
      CelAbstractSyntaxTree tree = result.getAst();
      Bounds.first(tree)
          .or(() -> language.literals().first(tree))
          .ifPresent(found -> {
            throw refuse(source, location(tree, found.expression()), found.reason());
          });
      return new Compiled(source, tree, language.runtime().createProgram(tree));
    } catch (CelValidationException | CelEvaluationException e) {
      throw refuse(source, CelSourceLocation.NONE, String.valueOf(e.getMessage()));
    }
  }

  private static CelSourceLocation location(CelAbstractSyntaxTree tree, long expression) {
    return Optional.ofNullable(tree.getSource().getPositionsMap().get(expression))
        .flatMap(offset -> tree.getSource().getOffsetLocation(offset))
        .orElse(CelSourceLocation.NONE);
  }

  private static SkerryException refuse(Expression source, CelSourceLocation where, String reason) {
    int line = Math.max(1, where.getLine());
    int column = Math.max(0, where.getColumn());
    return new SkerryException(
        PolicyError.EXPRESSION,
        source.file() + ":" + source.place(line, column),
        words(reason) + source.caret(line, column));
  }

  /** The library's words without what helps nobody, and with the name that was meant. */
  private static String words(String reason) {
    String first = reason.lines().findFirst().orElse(reason);
    String plain = first.replaceFirst(" (?:\\(in container|\\(candidates:|expecting \\{).*", "");
    Matcher unknown = UNKNOWN.matcher(plain);
    return unknown.matches() ? plain + Words.hint(unknown.group(1), Vocabulary.NAMES) : plain;
  }

  /** Why it could not be evaluated, on one line. */
  static String reason(CelEvaluationException e) {
    if (e.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
      return "takes more than %,d steps".formatted(Language.MOST_STEPS);
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    return message.replaceFirst("^evaluation error at [^ ]*: ", "");
  }

  /** Refuses it where it is no condition. */
  Compiled requireFlag() {
    if (!tree.getResultType().equals(SimpleType.BOOL)) {
      throw refuse(
          source,
          CelSourceLocation.of(1, 0),
          "gives " + tree.getResultType().name() + ", expected true or false");
    }
    return this;
  }

  /** The type of its items; refuses it where it is no list. */
  CelType requireItems() {
    if (tree.getResultType() instanceof ListType list && list.hasElemType()) {
      return list.elemType();
    }
    throw refuse(
        source,
        CelSourceLocation.of(1, 0),
        "gives " + tree.getResultType().name() + ", expected a list");
  }

  /**
   * What it gives.
   *
   * @throws Budget.Spent when there was no time to say
   * @throws Budget.TooLong when it looks at a text that is too long
   */
  Object eval(Map<String, Object> variables, Budget budget) throws CelEvaluationException {
    budget.require();
    return program.trace(variables, budget);
  }

  /** What it gives when that is a list; throws as {@link #eval}. */
  List<?> items(Map<String, Object> variables, Budget budget) throws CelEvaluationException {
    return eval(variables, budget) instanceof List<?> list ? list : List.of();
  }
}

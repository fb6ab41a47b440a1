package dev.skerry.cel.engine;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.skerry.cel.engine.Bounds.Found;
import java.util.Map;
import java.util.Optional;

/**
 * Tries patterns, times, durations and time zones that an expression names as constants: one that
 * is wrong would be wrong for every bundle, so it is found when the policy is loaded.
 */
final class Literals {
  private static final String TEXT = "text";
  private static final Map<String, String> TRIALS =
      Map.of(
          "matches", "''.matches(text)",
          "timestamp", "timestamp(text) == timestamp(text)",
          "duration", "duration(text) == duration(text)");
  private static final String ZONE = "timestamp(0).getHours(text) >= 0";

  private final CelOptions options;
  private final CelRuntime runtime;

  Literals(CelOptions options, CelRuntime runtime) {
    this.options = options;
    this.runtime = runtime;
  }

  /** The first constant that cannot be used as it is. */
  Optional<Found> first(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> node.getKind() == Kind.CALL)
        .flatMap(node -> judge(node).stream())
        .findFirst();
  }

  private Optional<Found> judge(CelNavigableExpr node) {
    CelExpr.CelCall call = node.expr().call();
    String trial = call.function().startsWith("get") ? ZONE : TRIALS.get(call.function());
    if (trial == null || call.args().isEmpty()) {
      return Optional.empty();
    }
    CelExpr last = call.args().getLast();
    if (last.getKind() != Kind.CONSTANT
        || last.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return Optional.empty();
    }
    try {
      runtime.createProgram(compiled(trial)).eval(Map.of(TEXT, last.constant().stringValue()));
      return Optional.empty();
    } catch (CelEvaluationException e) {
      return Optional.of(new Found(last.id(), Compiled.reason(e)));
    }
  }

  private CelAbstractSyntaxTree compiled(String trial) {
    try {
      return CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(options)
          .addVar(TEXT, SimpleType.STRING)
          .build()
          .compile(trial)
          .getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException(e);
    }
  }
}

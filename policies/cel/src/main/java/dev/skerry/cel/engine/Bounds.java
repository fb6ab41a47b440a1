package dev.skerry.cel.engine;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what the library does not bound: an expression of a few characters can put lists into
 * lists until the memory is full, and compare them until the day is over.
 */
final class Bounds {
  private static final Set<String> COMPARED = Set.of("_==_", "_!=_", "@in");
  private static final Set<CelKind> LARGE = Set.of(CelKind.LIST, CelKind.MAP, CelKind.STRUCT);

  private Bounds() {}

  /** Something that is refused, and where. */
  record Found(long expression, String reason) {}

  /** The first thing in an expression that is not bounded. */
  static Optional<Found> first(CelAbstractSyntaxTree tree) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .flatMap(node -> judge(node, tree).stream())
        .findFirst();
  }

  private static Optional<Found> judge(CelNavigableExpr node, CelAbstractSyntaxTree tree) {
    return switch (node.getKind()) {
      case MAP, STRUCT -> found(node, "policies make no maps and messages");
      case LIST -> list(node, tree);
      case CALL -> call(node, tree);
      default -> Optional.empty();
    };
  }

  private static Optional<Found> list(CelNavigableExpr node, CelAbstractSyntaxTree tree) {
    List<CelExpr> elements = node.expr().list().elements();
    boolean nests = elements.size() > 1 && elements.stream().anyMatch(e -> large(e, tree));
    return nests ? found(node, "a list holds texts, numbers and times only") : Optional.empty();
  }

  private static Optional<Found> call(CelNavigableExpr node, CelAbstractSyntaxTree tree) {
    CelExpr.CelCall call = node.expr().call();
    CelExpr first = call.args().isEmpty() ? node.expr() : call.args().getFirst();
    if (COMPARED.contains(call.function()) && large(first, tree)) {
      return found(node, "compare single values, not lists and things with fields");
    }
    boolean macro = first.getKind() == Kind.IDENT && first.ident().name().startsWith("@");
    if (call.function().equals("_+_") && large(first, tree) && !macro) {
      return found(node, "lists are not put together");
    }
    return Optional.empty();
  }

  private static boolean large(CelExpr expression, CelAbstractSyntaxTree tree) {
    return tree.getType(expression.id()).map(CelType::kind).filter(LARGE::contains).isPresent();
  }

  private static Optional<Found> found(CelNavigableExpr node, String reason) {
    return Optional.of(new Found(node.id(), reason));
  }
}

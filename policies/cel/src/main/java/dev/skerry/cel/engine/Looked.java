package dev.skerry.cel.engine;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.skerry.cel.facts.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an expression looks at: each variable with the fields after it, as far as it is one value or
 * a list of such. It is shown beside a decision, so that nobody has to write it twice.
 *
 * @param paths for instance {@code it.host}
 */
record Looked(List<String> paths) {
  private static final int MOST_ITEMS = 10;
  private static final int LONGEST = 200;

  /** Those of an expression. */
  static Looked of(CelAbstractSyntaxTree tree) {
    return new Looked(
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .filter(node -> outermost(node) && shown(tree, node))
            .flatMap(node -> path(node.expr()).stream())
            .distinct()
            .sorted()
            .toList());
  }

  private static boolean outermost(CelNavigableExpr node) {
    return node.parent().map(parent -> parent.getKind() != Kind.SELECT).orElse(true);
  }

  private static boolean shown(CelAbstractSyntaxTree tree, CelNavigableExpr node) {
    return tree.getType(node.id())
        .map(type -> type instanceof ListType list ? list.elemType() : type)
        .map(CelType::kind)
        .filter(kind -> kind != CelKind.STRUCT && kind != CelKind.MAP && kind != CelKind.LIST)
        .isPresent();
  }

  /** Variable and fields; empty where the expression is more than that. */
  private static Optional<String> path(CelExpr expression) {
    if (expression.getKind() == Kind.IDENT) {
      String name = expression.ident().name();
      boolean known =
          Vocabulary.FACTS.fields().containsKey(name)
              || name.equals("settings")
              || name.equals("it");
      return known ? Optional.of(name) : Optional.empty();
    }
    if (expression.getKind() == Kind.SELECT && !expression.select().testOnly()) {
      CelExpr.CelSelect select = expression.select();
      return path(select.operand()).map(operand -> operand + "." + select.field());
    }
    return Optional.empty();
  }

  /** Their values, as people read them. */
  SortedMap<String, String> values(Map<String, Object> variables) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String path : paths) {
      Optional<Object> here = Optional.of(variables);
      for (String step : path.split("\\.", -1)) {
        here =
            here.filter(Map.class::isInstance)
                .flatMap(map -> Optional.ofNullable(((Map<?, ?>) map).get(step)));
      }
      here.ifPresent(value -> values.put(path, text(value)));
    }
    return values;
  }

  private static String text(Object value) {
    String text =
        switch (value) {
          case String s -> "\"" + s + "\"";
          case List<?> list -> list(list);
          default -> value.toString();
        };
    int cut = text.codePointCount(0, text.length()) > LONGEST ? LONGEST : -1;
    return cut < 0 ? text : text.substring(0, text.offsetByCodePoints(0, cut)) + "…";
  }

  private static String list(List<?> list) {
    List<String> first = list.stream().limit(MOST_ITEMS).map(Looked::text).toList();
    String more = list.size() > MOST_ITEMS ? " and " + (list.size() - MOST_ITEMS) + " more" : "";
    return "[" + String.join(", ", first) + more + "]";
  }
}

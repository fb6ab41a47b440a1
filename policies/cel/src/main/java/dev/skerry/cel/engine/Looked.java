package dev.skerry.cel.engine;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.skerry.cel.facts.Vocabulary;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an expression looks at: each variable with the fields after it, and of the things in a list
 * those fields that its loops look at. It is shown beside a decision, so that nobody has to write
 * it twice.
 *
 * @param paths for instance {@code it.host}, or {@code it.images} with {@code pinned}
 */
record Looked(SortedMap<String, NavigableSet<String>> paths) {

  /** Copies. */
  Looked {
    paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
  }

  /**
   * Where a value comes from.
   *
   * @param field of each thing in the list at that path; empty where the path is all
   */
  private record Source(String path, Optional<String> field) {
    Source with(String step, boolean inList) {
      if (!inList) {
        return new Source(path + "." + step, field);
      }
      return new Source(path, field.or(() -> Optional.of(step)));
    }
  }

  /** Those of an expression. */
  static Looked of(CelAbstractSyntaxTree tree) {
    SortedMap<String, NavigableSet<String>> paths = new TreeMap<>();
    CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .filter(node -> outermost(node) && shown(tree, node))
        .flatMap(node -> source(node).stream())
        .forEach(source -> {
          NavigableSet<String> fields = paths.computeIfAbsent(source.path(), p -> new TreeSet<>());
          source.field().ifPresent(fields::add);
        });
    return new Looked(paths);
  }

  private static boolean outermost(CelNavigableExpr node) {
    return node.parent().map(parent -> parent.getKind() != Kind.SELECT).orElse(true);
  }

  /** Whether it is more than a thing with fields, of which nobody asked for one. */
  private static boolean shown(CelAbstractSyntaxTree tree, CelNavigableExpr node) {
    return tree.getType(node.id())
        .filter(type -> type.kind() != CelKind.STRUCT && !nested(type))
        .isPresent();
  }

  private static boolean nested(CelType type) {
    return type instanceof ListType list && list.elemType().kind() == CelKind.LIST;
  }

  /** Empty where the expression is more than variable and fields. */
  private static Optional<Source> source(CelNavigableExpr node) {
    if (node.getKind() == Kind.IDENT) {
      return variable(node);
    }
    if (node.getKind() == Kind.SELECT && !node.expr().select().testOnly()) {
      String step = node.expr().select().field();
      return node.children()
          .findFirst()
          .flatMap(operand -> source(operand).map(s -> s.with(step, looped(operand))));
    }
    return Optional.empty();
  }

  private static Optional<Source> variable(CelNavigableExpr node) {
    String name = node.expr().ident().name();
    Optional<CelNavigableExpr> loop = loop(node);
    if (loop.isPresent()) {
      return range(loop.get()).flatMap(Looked::source);
    }
    boolean known =
        Vocabulary.FACTS.fields().containsKey(name) || name.equals("settings") || name.equals("it");
    return known ? Optional.of(new Source(name, Optional.empty())) : Optional.empty();
  }

  /** Whether a path begins with the variable of a loop. */
  private static boolean looped(CelNavigableExpr node) {
    return node.getKind() == Kind.IDENT
        ? loop(node).isPresent()
        : node.children().findFirst().filter(Looked::looped).isPresent();
  }

  /** The loop whose variable a name is; it may hide a fact of the same name. */
  private static Optional<CelNavigableExpr> loop(CelNavigableExpr ident) {
    String name = ident.expr().ident().name();
    CelNavigableExpr below = ident;
    for (Optional<CelNavigableExpr> up = ident.parent(); up.isPresent(); up = up.get().parent()) {
      CelNavigableExpr here = up.get();
      if (here.getKind() == Kind.COMPREHENSION
          && here.expr().comprehension().iterVar().equals(name)
          && here.expr().comprehension().iterRange().id() != below.id()) {
        return up;
      }
      below = here;
    }
    return Optional.empty();
  }

  private static Optional<CelNavigableExpr> range(CelNavigableExpr loop) {
    long id = loop.expr().comprehension().iterRange().id();
    return loop.children().filter(child -> child.id() == id).findFirst();
  }

  /** Their values, as people read them. */
  SortedMap<String, String> values(Map<String, Object> variables) {
    SortedMap<String, String> values = new TreeMap<>();
    paths.forEach((path, fields) -> {
      Optional<Object> here = Optional.of(variables);
      for (String step : path.split("\\.", -1)) {
        here =
            here.filter(Map.class::isInstance)
                .flatMap(map -> Optional.ofNullable(((Map<?, ?>) map).get(step)));
      }
      here.ifPresent(value -> values.put(path, text(value, fields)));
    });
    return values;
  }

  private static String text(Object value, NavigableSet<String> fields) {
    return value instanceof List<?> list ? Shown.things(list, fields) : Shown.text(value);
  }
}

package dev.skerry.desk.describe;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.shape.Field;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Table;
import dev.skerry.desk.shape.Text;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Selector;
import dev.skerry.format.document.Selector.Expression;
import dev.skerry.format.document.Selector.Operator;
import dev.skerry.format.error.SkerryException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of {@code audience:}, in Fleet's words. */
final class AudienceModel {
  private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final Shape<String> LABEL_VALUE =
      Text.of("the value of a label, at most 63", "(?:" + WORD + ")?");
  private static final Shape<String> LABEL_KEY =
      Text.of("the key of a label", "(?:[a-z0-9](?:[a-z0-9.-]{0,252})/)?" + WORD);

  private static final Field<SortedMap<String, String>> MATCH_LABELS =
      Field.optional("matchLabels", Shapes.map(LABEL_VALUE), "Labels that must be there.");
  private static final Field<String> KEY = Field.required("key", LABEL_KEY, "The label.");
  private static final Field<Operator> OPERATOR =
      Field.required(
          "operator",
          Shapes.word(
              Arrays.stream(Operator.values())
                  .collect(
                      Collectors.toMap(
                          Operator::word, Function.identity(), (a, b) -> a, TreeMap::new))),
          "How it is compared.");
  private static final Field<List<String>> VALUES =
      Field.optional("values", new Many<>(LABEL_VALUE, 1, 100), "For In and NotIn.");
  private static final Field<List<Expression>> MATCH_EXPRESSIONS =
      Field.optional(
          "matchExpressions",
          Many.of(
              Table.of(
                  "a term of a selector",
                  List.of(KEY, OPERATOR, VALUES),
                  AudienceModel::expression)),
          "Terms that must all hold.");

  private static final Field<String> CLUSTER_NAME =
      Field.optional("clusterName", Texts.PRODUCT, "The id of one site.");
  private static final Field<Selector> CLUSTER_SELECTOR =
      Field.optional(
          "clusterSelector",
          Table.of(
              "a selector",
              List.of(MATCH_LABELS, MATCH_EXPRESSIONS),
              v ->
                  new Selector(
                      v.get(MATCH_LABELS).orElse(new TreeMap<>()), v.list(MATCH_EXPRESSIONS))),
          "Selects sites by label; {} means all.");
  private static final Field<String> CLUSTER_GROUP =
      Field.optional("clusterGroup", LABEL_VALUE, "A group of sites.");

  /** An entry of {@code audience:}. */
  static final Shape<AudienceEntry> ENTRY =
      Table.of(
          "clusterName, clusterSelector or clusterGroup",
          List.of(CLUSTER_NAME, CLUSTER_SELECTOR, CLUSTER_GROUP),
          AudienceModel::entry);

  private AudienceModel() {}

  private static Expression expression(Table.Values v) {
    Operator operator = v.need(OPERATOR);
    boolean wants = operator == Operator.IN || operator == Operator.NOT_IN;
    if (wants == v.list(VALUES).isEmpty()) {
      throw new SkerryException(
          DeskError.SPELLING,
          "operator " + operator.word(),
          wants ? "needs values" : "takes no values");
    }
    return new Expression(v.need(KEY), operator, v.list(VALUES));
  }

  private static AudienceEntry entry(Table.Values v) {
    AudienceEntry entry =
        new AudienceEntry(v.get(CLUSTER_NAME), v.get(CLUSTER_SELECTOR), v.get(CLUSTER_GROUP));
    if (!entry.hasCriterion()) {
      throw new SkerryException(
          DeskError.SPELLING, "an entry without a criterion", "matches no site");
    }
    return entry;
  }
}

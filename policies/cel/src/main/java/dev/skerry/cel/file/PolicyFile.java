package dev.skerry.cel.file;

import dev.skerry.cel.Gate;
import dev.skerry.cel.PolicyError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads policy files. Expressions are compiled elsewhere. */
public final class PolicyFile {
  private static final int MOST_RULES = 64;
  private static final int LONGEST_TEXT = 400;
  private static final List<String> FIELDS =
      List.of("apiVersion", "kind", "name", "description", "at", "settings", "rules");

  private PolicyFile() {}

  /**
   * Reads one.
   *
   * @param file its name, for messages
   * @param yaml at most {@link Node#MOST_BYTES}
   * @throws dev.skerry.format.error.SkerryException {@link PolicyError#POLICY_FILE} with the place
   */
  public static Policy parse(String file, byte[] yaml) {
    Node node = Node.document(file, yaml, "Policy", PolicyError.POLICY_FILE).only(FIELDS);
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node rule : node.need("rules").items(MOST_RULES)) {
      rules.add(rule(rule, yaml));
      if (!names.add(rules.getLast().name())) {
        throw rule.refuse("has the name of another rule: " + rules.getLast().name());
      }
    }
    if (rules.isEmpty()) {
      throw node.need("rules").refuse("is empty: a policy without a rule asks nothing");
    }
    return new Policy(
        file,
        node.need("name").name(),
        sentence(node.need("description")),
        gates(node),
        node.get("settings").map(Settings::read).orElseGet(Settings::none),
        rules);
  }

  private static Rule rule(Node node, byte[] yaml) {
    node.only(List.of("name", "each", "require", "message"));
    return new Rule(
        node.need("name").name(),
        node.get("each").map(each -> Expression.of(each, yaml)),
        Expression.of(node.need("require"), yaml),
        sentence(node.need("message")));
  }

  private static Set<Gate> gates(Node node) {
    Set<Gate> gates = EnumSet.noneOf(Gate.class);
    for (Node word : node.need("at").items(Gate.values().length)) {
      gates.add(Gate.of(word.text()).orElseThrow(() -> word.refuse("is neither leave nor enter")));
    }
    if (gates.isEmpty()) {
      throw node.need("at").refuse("is empty: expected leave, enter or both");
    }
    return gates;
  }

  private static String sentence(Node node) {
    String text = node.text();
    if (text.length() > LONGEST_TEXT) {
      throw node.refuse("is longer than " + LONGEST_TEXT + " characters");
    }
    return text.replaceAll("\\s+", " ");
  }
}

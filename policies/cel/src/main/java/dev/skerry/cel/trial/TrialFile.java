package dev.skerry.cel.trial;

import dev.skerry.cel.Gate;
import dev.skerry.cel.PolicyError;
import dev.skerry.cel.file.Node;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.cel.file.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a file of tests and runs them. */
public final class TrialFile {
  private static final int MOST_TESTS = 256;
  private static final List<String> FIELDS =
      List.of("name", "at", "settings", "given", "expect", "rule", "values");

  private TrialFile() {}

  /**
   * Runs the tests of one file.
   *
   * @param file its name, for messages
   * @param yaml at most {@link Node#MOST_BYTES}
   * @param read reads the policy file that it names, relative to it
   * @throws dev.skerry.format.error.SkerryException {@link PolicyError#TEST_FILE}, and whatever the
   *     policy itself is refused with
   */
  public static List<TrialResult> run(String file, byte[] yaml, Function<String, byte[]> read) {
    Node node =
        Node.document(file, yaml, "PolicyTest", PolicyError.TEST_FILE)
            .only(List.of("apiVersion", "kind", "policy", "tests"));
    String policyFile = node.need("policy").text();
    if (policyFile.contains("/")) {
      throw node.need("policy").refuse("names a file of another folder");
    }
    Policy policy = PolicyFile.parse(policyFile, read.apply(policyFile));
    List<Trial> trials = new ArrayList<>();
    for (Node test : node.need("tests").items(MOST_TESTS)) {
      trials.add(trial(test, policy));
    }
    if (trials.isEmpty()) {
      throw node.need("tests").refuse("is empty");
    }
    return trials.stream().map(trial -> trial.run(file, policy)).toList();
  }

  private static Trial trial(Node node, Policy policy) {
    node.only(FIELDS);
    boolean allowed = allowed(node.need("expect"));
    Optional<String> rule = node.get("rule").map(Node::text);
    rule.filter(r -> policy.rules().stream().noneMatch(known -> known.name().equals(r)))
        .ifPresent(r -> {
          throw node.need("rule").refuse("is no rule of " + policy.file() + ": " + r);
        });
    if (allowed && (rule.isPresent() || node.get("values").isPresent())) {
      throw node.refuse("expects allowed and names what denies");
    }
    Settings settings =
        node.get("settings").map(policy.settings()::replaced).orElse(policy.settings());
    return new Trial(
        node.need("name").text(),
        node.get("at").map(at -> gate(at, policy)).orElseGet(() -> first(policy)),
        settings,
        Given.facts(node.get("given")),
        allowed,
        rule,
        node.get("values").map(TrialFile::values).orElseGet(TreeMap::new));
  }

  private static boolean allowed(Node node) {
    String word = node.text();
    if (!word.equals("allowed") && !word.equals("denied")) {
      throw node.refuse("is \"" + word + "\", expected allowed or denied");
    }
    return word.equals("allowed");
  }

  private static Gate gate(Node node, Policy policy) {
    return Gate.of(node.text())
        .filter(policy.gates()::contains)
        .orElseThrow(() -> node.refuse("is no gate at which the policy is asked"));
  }

  private static Gate first(Policy policy) {
    return policy.gates().contains(Gate.ENTER) ? Gate.ENTER : Gate.LEAVE;
  }

  private static SortedMap<String, String> values(Node node) {
    SortedMap<String, String> values = new TreeMap<>();
    node.names().forEach(name -> values.put(name, node.need(name).scalar().text()));
    return values;
  }
}

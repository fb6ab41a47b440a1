package dev.skerry.cel.engine;

import dev.cel.common.CelErrorCode;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.skerry.cel.Decision;
import dev.skerry.cel.Decision.Verdict;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One rule, ready to be asked. */
final class CompiledRule {
  /** How many items are named; a bundle with more is as wrong. */
  private static final int MOST_DENIALS = 20;

  /** By which of its fields a thing is called. */
  private static final List<String> NAMES = List.of("reference", "image", "name", "digest");

  private final String policy;
  private final Rule rule;
  private final Optional<Compiled> each;
  private final Compiled require;
  private final Looked looked;

  CompiledRule(Policy policy, Rule rule, Language language) {
    this.policy = policy.name();
    this.rule = rule;
    CelCompiler plain = language.compiler();
    this.each = rule.each().map(e -> Compiled.of(e, plain, language.runtime()));
    CelCompiler compiler = each.map(e -> language.compiler(e.requireItems())).orElse(plain);
    this.require = Compiled.of(rule.require(), compiler, language.runtime()).requireFlag();
    this.looked = Looked.of(require.tree());
  }

  /** What it says: one decision, or one for each item that it does not allow. */
  List<Decision> ask(Map<String, Object> variables) {
    if (each.isEmpty()) {
      return List.of(one(Optional.empty(), variables));
    }
    try {
      List<Decision> against = new ArrayList<>();
      for (Object item : each.get().items(variables)) {
        Map<String, Object> withItem = new HashMap<>(variables);
        withItem.put("it", item);
        Decision decision = one(Optional.of(name(item)), withItem);
        if (!decision.allowed()) {
          against.add(decision);
        }
        if (against.size() == MOST_DENIALS) {
          break;
        }
      }
      return against.isEmpty() ? List.of(allowed(variables)) : against;
    } catch (CelEvaluationException e) {
      return List.of(notJudged(Optional.empty(), variables, e));
    }
  }

  private Decision one(Optional<String> item, Map<String, Object> variables) {
    try {
      boolean allowed = Boolean.TRUE.equals(require.eval(variables));
      Verdict verdict = allowed ? Verdict.ALLOWED : Verdict.DENIED;
      return new Decision(
          policy, rule.name(), item, verdict, rule.message(), looked.values(variables));
    } catch (CelEvaluationException e) {
      return notJudged(item, variables, e);
    }
  }

  private Decision allowed(Map<String, Object> variables) {
    return new Decision(
        policy,
        rule.name(),
        Optional.empty(),
        Verdict.ALLOWED,
        rule.message(),
        looked.values(variables));
  }

  private Decision notJudged(
      Optional<String> item, Map<String, Object> variables, CelEvaluationException e) {
    return new Decision(
        policy,
        rule.name(),
        item,
        Verdict.NOT_JUDGED,
        "cannot be judged: " + reason(e),
        new TreeMap<>(looked.values(variables)));
  }

  private static String reason(CelEvaluationException e) {
    if (e.getErrorCode() == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
      return "takes more than %,d steps".formatted(Language.MOST_STEPS);
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    return message.replaceFirst("^evaluation error at [^ ]*: ", "");
  }

  private static String name(Object item) {
    if (item instanceof Map<?, ?> fields) {
      return NAMES.stream()
          .filter(fields::containsKey)
          .map(name -> String.valueOf(fields.get(name)))
          .findFirst()
          .orElse("an item");
    }
    return item.toString();
  }
}

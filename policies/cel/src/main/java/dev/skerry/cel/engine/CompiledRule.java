package dev.skerry.cel.engine;

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

/** One rule, ready to be asked. */
final class CompiledRule {
  /** How many items are named; a bundle with more is as wrong. */
  private static final int MOST_DENIALS = 20;

  private static final String LONG_TEXT =
      "looks at a text of more than %,d characters".formatted(Budget.LONGEST_TEXT);

  private final String policy;
  private final Rule rule;
  private final Optional<Compiled> each;
  private final Compiled require;
  private final Looked looked;

  CompiledRule(Policy policy, Rule rule, Language language) {
    this.policy = policy.name();
    this.rule = rule;
    CelCompiler plain = language.compiler();
    this.each = rule.each().map(e -> Compiled.of(e, plain, language));
    CelCompiler compiler = each.map(e -> language.compiler(e.requireItems())).orElse(plain);
    this.require = Compiled.of(rule.require(), compiler, language).requireFlag();
    this.looked = Looked.of(require.tree());
  }

  /** What it says: one decision, or one for each item that it does not allow. */
  List<Decision> ask(Map<String, Object> variables, Budget budget) {
    List<Decision> against = new ArrayList<>();
    try {
      budget.require();
      if (each.isEmpty()) {
        return List.of(one(Optional.empty(), variables, budget));
      }
      for (Object item : each.get().items(variables, budget)) {
        Map<String, Object> withItem = new HashMap<>(variables);
        withItem.put("it", item);
        Decision decision = one(Optional.of(item), withItem, budget);
        if (!decision.allowed()) {
          against.add(decision);
        }
        if (against.size() == MOST_DENIALS) {
          break;
        }
      }
      Decision allowed = new Decision(policy, rule.name(), Verdict.ALLOWED, rule.message());
      return against.isEmpty() ? List.of(allowed.looking(looked.values(variables))) : against;
    } catch (CelEvaluationException e) {
      return List.of(notJudged(Compiled.reason(e)).looking(looked.values(variables)));
    } catch (Budget.TooLong e) {
      return List.of(notJudged(LONG_TEXT));
    } catch (Budget.Spent e) {
      String message = "has no time: all policies together have " + Budget.MOST.toSeconds() + " s";
      against.add(new Decision(policy, rule.name(), Verdict.NO_TIME, message));
      return against;
    }
  }

  private Decision one(Optional<Object> item, Map<String, Object> variables, Budget budget) {
    Decision decision;
    try {
      boolean allowed = Boolean.TRUE.equals(require.eval(variables, budget));
      Verdict verdict = allowed ? Verdict.ALLOWED : Verdict.DENIED;
      decision = new Decision(policy, rule.name(), verdict, rule.message());
    } catch (CelEvaluationException e) {
      decision = notJudged(Compiled.reason(e));
    } catch (Budget.TooLong e) {
      decision = notJudged(LONG_TEXT);
    }
    if (item.isPresent() && decision.allowed()) {
      return decision;
    }
    return decision.about(item.map(Shown::name)).looking(looked.values(variables));
  }

  private Decision notJudged(String reason) {
    return new Decision(policy, rule.name(), Verdict.NOT_JUDGED, "cannot be judged: " + reason);
  }
}

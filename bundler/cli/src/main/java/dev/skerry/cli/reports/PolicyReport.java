package dev.skerry.cli.reports;

import dev.skerry.cel.Decision;
import dev.skerry.cel.trial.TrialResult;
import dev.skerry.cli.console.Console;
import dev.skerry.desk.policy.Explain.Explanation;
import dev.skerry.desk.policy.PolicyTests.Ran;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.json.JsonText;
import java.util.List;
import java.util.Locale;

/** What {@code policy test} and {@code policy explain} say. */
public final class PolicyReport {
  private PolicyReport() {}

  /** Tests in words: results on stdout, what has no test on stderr. */
  public static void say(Console console, Ran ran) {
    String file = "";
    for (TrialResult result : ran.results()) {
      if (!result.file().equals(file)) {
        file = result.file();
        console.out().println(file);
      }
      console.out().println((result.passed() ? "  ok      " : "  FAILED  ") + result.name());
      result.failure().ifPresent(failure -> console.out().println("          " + failure));
      result
          .notJudged()
          .ifPresent(rule -> line(console, "          denied only because " + rule.sentence()));
    }
    console.out().println("%d tests, %d failed".formatted(ran.results().size(), ran.failed()));
    console.out().flush();
    ran.untested().forEach(policy -> console.err().println("warning: " + policy + " has no test"));
    ran.strangers()
        .forEach(stranger ->
            console
                .err()
                .println(
                    "warning: %s is no policy: with it in its folder a gateway takes nothing"
                        .formatted(stranger)));
    console.err().flush();
  }

  /** The same as JSON. */
  public static String json(Ran ran) {
    return JsonText.object()
        .put("failed", ran.failed())
        .allObjects("tests", ran.results(), PolicyReport::put)
        .strings("untested", ran.untested())
        .strings("strangers", ran.strangers())
        .text();
  }

  private static void put(JsonText json, TrialResult result) {
    json.put("file", result.file())
        .put("policy", result.policy())
        .put("name", result.name())
        .put("passed", result.passed());
    result.failure().ifPresent(failure -> json.put("failure", failure));
    json.allObjects("decisions", result.decisions(), PolicyReport::put);
  }

  /** Decisions in words: on stdout; why a bundle did not come to be judged on stderr. */
  public static void say(Console console, List<Explanation> found) {
    for (Explanation explanation : found) {
      line(console, explanation.bundle().name());
      explanation.decisions().forEach(decision -> say(console, decision));
      console.out().flush();
      explanation.bundle().problem().ifPresent(problem -> console.err().println(problem.text()));
      console.err().flush();
    }
  }

  private static void say(Console console, Decision decision) {
    String item = decision.item().map(i -> ": " + i).orElse("");
    line(console, "  " + word(decision) + "  " + decision.title() + item);
    if (!decision.allowed()) {
      line(console, "    " + decision.message());
    }
    decision.values().forEach((name, value) -> line(console, "    " + name + " = " + value));
  }

  /** Much of it was written by whoever made what a bundle carries. */
  private static void line(Console console, String text) {
    console.out().println(OneLine.of(text));
  }

  private static String word(Decision decision) {
    return decision.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The same as JSON. */
  public static String json(List<Explanation> found) {
    return JsonText.object().allObjects("bundles", found, PolicyReport::put).text();
  }

  private static void put(JsonText json, Explanation explanation) {
    json.put("name", explanation.bundle().name())
        .put("place", explanation.bundle().place())
        .allObjects("decisions", explanation.decisions(), PolicyReport::put);
    explanation
        .bundle()
        .problem()
        .ifPresent(problem -> json.object("error", e -> ProblemJson.write(e, problem)));
  }

  private static void put(JsonText json, Decision decision) {
    json.put("policy", decision.policy())
        .put("rule", decision.rule())
        .put("verdict", word(decision));
    decision.item().ifPresent(item -> json.put("item", item));
    if (!decision.allowed()) {
      json.put("message", decision.message());
    }
    json.object("values", values -> decision.values().forEach(values::put));
  }
}

package dev.skerry.gateway.report;

import dev.skerry.format.json.JsonText;
import dev.skerry.rollout.PlanEntry;
import java.util.Locale;

/** What became of a plan. */
final class PlanJson {
  private PlanJson() {}

  static void write(JsonText json, PlanEntry plan) {
    json.put("name", plan.name())
        .put("state", plan.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("digest", plan.digest().toString())
        .put("counter", plan.counter())
        .put("firstBundle", plan.firstBundle())
        .put("approval", plan.approval().word());
    plan.target().ifPresent(target -> json.put("target", target));
    plan.reason().ifPresent(reason -> json.put("reason", reason));
  }
}

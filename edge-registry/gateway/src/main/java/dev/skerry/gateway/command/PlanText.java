package dev.skerry.gateway.command;

import dev.skerry.format.json.Fields;

/** A plan's state for people. */
final class PlanText {
  private PlanText() {}

  static String line(Fields plan) {
    return "plan %s %s%s%s"
        .formatted(
            plan.text("name"),
            plan.text("state"),
            plan.optionalText("target").map(target -> " " + target).orElse(""),
            plan.optionalText("reason").map(reason -> ": " + reason).orElse(""));
  }
}

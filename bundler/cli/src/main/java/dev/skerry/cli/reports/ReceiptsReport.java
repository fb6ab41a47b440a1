package dev.skerry.cli.reports;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.receipts.CollectReceipts.Brought;
import dev.skerry.desk.receipts.CollectReceipts.Judgement;
import dev.skerry.desk.receipts.SiteHolding;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.Problem;
import dev.skerry.format.json.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code receipts} says. */
public final class ReceiptsReport {
  private ReceiptsReport() {}

  /** Says in words what was brought and what every site holds. */
  public static void say(Console console, List<Brought> brought, List<SiteHolding> holdings) {
    for (Brought one : brought) {
      String what = one.receipt().map(ReceiptsReport::words).orElse(one.file().toString());
      console.out().println(OneLine.of("%-16s %s".formatted(word(one.judgement()), what)));
      one.reasons()
          .forEach(reason -> console.out().println("                 " + OneLine.of(reason)));
    }
    for (SiteHolding holding : holdings) {
      say(console, holding);
    }
    console.out().flush();
  }

  private static void say(Console console, SiteHolding holding) {
    String held =
        holding
            .held()
            .map(r -> r.name() + position(r) + plans(r))
            .orElse("nothing that a receipt tells of");
    String now =
        holding
            .beyond()
            .map(r ->
                "a bundle that no receipt here names%s, as receipt %d says; before it "
                    .formatted(position(r), r.number()))
            .orElse("");
    console.out().println("site " + holding.site() + " holds " + now + held);
    holding.last().nodes().orElse(List.of()).forEach(node -> console.out().println(words(node)));
    if (holding.last().moreNodes() > 0) {
      console
          .out()
          .println(
              "  %s that the receipt does not name"
                  .formatted(Amounts.count(holding.last().moreNodes(), "more node")));
    }
    if (!holding.missing().isEmpty()) {
      String numbers =
          holding.missing().stream().map(String::valueOf).collect(Collectors.joining(", "));
      console.out().println("  receipts that did not come back: " + numbers);
    }
  }

  private static String words(Receipt receipt) {
    String code = receipt.code().map(c -> " " + c).orElse("");
    return "%s %06d: %s %s%s%s"
        .formatted(
            receipt.site(),
            receipt.number(),
            receipt.name(),
            receipt.decision(),
            code,
            plans(receipt));
  }

  private static String words(Receipt.Node node) {
    String done = node.plans().isEmpty() ? "" : "; done: " + String.join(", ", node.plans());
    return "  node "
        + node.name()
        + (node.ready() ? "" : " (not ready)")
        + ": "
        + node.versions()
        + done;
  }

  private static String position(Receipt receipt) {
    return receipt
        .after()
        .map(at -> " (epoch " + at.epoch() + ", sequence " + at.sequence() + ")")
        .orElse("");
  }

  private static String plans(Receipt receipt) {
    return receipt.plans().stream()
        .map(plan -> ", plan " + plan.name() + " " + plan.state())
        .collect(Collectors.joining());
  }

  private static String word(Judgement judgement) {
    return judgement.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The same as JSON. */
  public static String json(
      List<Brought> brought, List<SiteHolding> holdings, List<Problem> alarms) {
    return JsonText.object()
        .allObjects("receipts", brought, ReceiptsReport::put)
        .allObjects("sites", holdings, ReceiptsReport::put)
        .allObjects("alarms", alarms, ProblemJson::write)
        .text();
  }

  private static void put(JsonText json, Brought one) {
    json.put("file", one.file().toString())
        .put("judgement", one.judgement().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    one.receipt().ifPresent(receipt -> put(json, receipt));
    if (!one.reasons().isEmpty()) {
      json.put("reason", String.join("; ", one.reasons()));
    }
  }

  private static void put(JsonText json, Receipt receipt) {
    json.put("site", receipt.site())
        .put("number", receipt.number())
        .put("issued", receipt.issued().toString())
        .put("bundle", receipt.name())
        .put("statement", receipt.statement().toString())
        .put("decision", receipt.decision());
    receipt.code().ifPresent(code -> json.put("code", code));
    json.objects(
        "plans",
        receipt.plans(),
        (plan, state) -> plan.put("name", state.name()).put("state", state.state()));
    receipt.writeNodes(json);
  }

  private static void put(JsonText json, SiteHolding holding) {
    json.put("site", holding.site()).put("last", holding.last().number());
    holding
        .held()
        .filter(receipt -> holding.beyond().isEmpty())
        .ifPresent(receipt ->
            json.put("bundle", receipt.name()).put("statement", receipt.statement().toString()));
    holding
        .beyond()
        .or(holding::held)
        .flatMap(Receipt::after)
        .ifPresent(at -> json.put("epoch", at.epoch()).put("sequence", at.sequence()));
    json.strings("missing", holding.missing().stream().map(String::valueOf).toList());
  }
}

package dev.skerry.gateway.report;

import dev.skerry.format.certificate.CertificateJson;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.json.JsonText;
import dev.skerry.rollout.PlanEntry;
import dev.skerry.site.ImportResult;
import dev.skerry.site.Outcome;
import dev.skerry.site.Receipts;
import java.util.List;
import java.util.Locale;

/**
 * What an import did, with what followed from it.
 *
 * @param result what was decided about each bundle
 * @param plans what became of the plans of the bundle; empty when none was taken
 * @param receipts the receipts issued
 */
public record ImportReport(
    ImportResult result, List<PlanEntry> plans, List<Receipts.Issued> receipts) {
  /** Copies the lists. */
  public ImportReport {
    plans = List.copyOf(plans);
    receipts = List.copyOf(receipts);
  }

  /** Writes its members. */
  public void write(JsonText json) {
    json.put("exit", result.exit().number())
        .objects("bundles", result.outcomes(), ImportReport::outcome)
        .objects("plans", plans, PlanJson::write)
        .objects("receipts", receipts, ImportReport::receipt);
  }

  private static void outcome(JsonText json, Outcome outcome) {
    json.put("name", outcome.name()).put("place", outcome.place()).put("decision", word(outcome));
    if (outcome.healed() > 0) {
      json.put("healed", outcome.healed());
    }
    outcome
        .problem()
        .ifPresent(problem -> json.object("problem", p -> ProblemJson.write(p, problem)));
    json.objects("certificates", outcome.certificates(), CertificateJson::write)
        .objects("warnings", outcome.warnings(), ProblemJson::write);
  }

  private static String word(Outcome outcome) {
    return outcome.decision().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void receipt(JsonText json, Receipts.Issued issued) {
    json.put("number", issued.number()).put("kept", issued.kept().toString());
    issued.onMedium().ifPresent(file -> json.put("onMedium", file.toString()));
    issued.notOnMedium().ifPresent(reason -> json.put("notOnMedium", reason));
    json.objects("warnings", issued.warnings(), ProblemJson::write);
  }
}

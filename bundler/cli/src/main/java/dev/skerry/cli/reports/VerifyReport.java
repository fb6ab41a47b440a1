package dev.skerry.cli.reports;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.read.Verification.Signed;
import dev.skerry.format.certificate.CertificateJson;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.log.Acks;
import java.util.List;
import java.util.Map;

/** What {@code verify} says. */
public final class VerifyReport {
  private VerifyReport() {}

  /** Says it in words: results on stdout, refusals and warnings on stderr. */
  public static void say(Console console, List<Verification> found) {
    for (Verification bundle : found) {
      String name = OneLine.of(bundle.name());
      console.out().println(name + "  " + (bundle.good() ? "good" : "refused"));
      bundle.trusted().ifPresent(signed -> say(console, bundle, signed));
      if (bundle.good() && !bundle.notJudged().isEmpty()) {
        console.out().println("  not judged: " + String.join(", ", bundle.notJudged()));
      }
      console.out().flush();
      bundle
          .warnings()
          .forEach(
              w -> console.err().println(OneLine.of("warning: " + w.item() + " " + w.reason())));
      bundle.problem().ifPresent(problem -> console.err().println(problem.text()));
      console.err().flush();
    }
  }

  private static void say(Console console, Verification bundle, Signed signed) {
    Statement statement = signed.statement();
    console
        .out()
        .println(
            "  signed by %s (root %d), issued %s, expires %s"
                .formatted(
                    String.join(", ", signed.signers()),
                    signed.root(),
                    statement.issued(),
                    statement.expires()));
    console
        .out()
        .println(
            "  statement %s, %s, %s in %s"
                .formatted(
                    signed.digest(),
                    Amounts.entries(statement.content().size()),
                    Amounts.bytes(statement.totals().bytes()),
                    Amounts.count(bundle.volumes(), "file", "volumes")));
    bundle.certificates().forEach(c -> console.out().println("  " + c.line()));
    bundle.seen().ifPresent(seen -> console.out().println("  " + words(seen)));
  }

  /** The same as JSON. */
  public static String json(List<Verification> found) {
    return JsonText.object().allObjects("bundles", found, VerifyReport::put).text();
  }

  private static void put(JsonText json, Verification bundle) {
    json.put("name", bundle.name()).put("place", bundle.place()).put("good", bundle.good());
    bundle
        .trusted()
        .ifPresent(signed ->
            json.put("statement", signed.digest().toString())
                .put("epoch", signed.statement().epoch())
                .put("sequence", signed.statement().sequence())
                .put("issued", signed.statement().issued().toString())
                .put("expires", signed.statement().expires().toString())
                .put("root", signed.root())
                .strings("signers", signed.signers())
                .put("bytes", signed.statement().totals().bytes()));
    json.objects("certificates", bundle.certificates(), CertificateJson::write);
    bundle.seen().ifPresent(seen -> put(json, seen));
    json.put("volumes", bundle.volumes())
        .strings("notJudged", bundle.notJudged())
        .objects("warnings", bundle.warnings(), ProblemJson::write);
    bundle.problem().ifPresent(problem -> json.object("error", e -> ProblemJson.write(e, problem)));
  }

  /** Whose logs the desk had seen. */
  static String words(Acks seen) {
    return "logs seen of " + String.join(", ", seen.sites().keySet());
  }

  /** The same as JSON. */
  static void put(JsonText json, Acks seen) {
    json.objects("seen", List.copyOf(seen.sites().entrySet()), VerifyReport::put);
  }

  private static void put(JsonText json, Map.Entry<String, Acks.Ack> seen) {
    json.put("site", seen.getKey())
        .put("size", seen.getValue().size())
        .put("root", seen.getValue().root().hex());
  }
}

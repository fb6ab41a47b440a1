package dev.skerry.desk.audit;

import dev.skerry.cel.facts.CarriedReferrer;
import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.difference.Item;
import dev.skerry.desk.root.RootDifference;
import dev.skerry.desk.root.RootFile;
import dev.skerry.format.accept.AudienceText;
import dev.skerry.format.certificate.CertificateJson;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Evidence;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.log.SignedSuccession;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as JSON. */
final class AuditJson {
  private AuditJson() {}

  static byte[] of(AuditReport report) {
    return JsonText.object()
        .put("product", report.product())
        .put("made", Times.text(report.made()))
        .put("alarms", report.alarms())
        .allObjects("roots", report.roots(), (json, root) -> put(json, report, root))
        .allObjects("bundles", report.bundles(), AuditJson::put)
        .allObjects(
            "sites",
            List.copyOf(report.sites().entrySet()),
            (json, site) -> put(json, report, site))
        .allObjects("receipts", report.receipts(), AuditJson::put)
        .objects("unreadable", report.unreadable(), ProblemJson::write)
        .allObjects("logs", report.logs(), ProblemJson::write)
        .allObjects("clocks", report.clocks(), ProblemJson::write)
        .bytes();
  }

  private static void put(JsonText json, AuditReport report, RootFile root) {
    json.put("version", root.document().version())
        .put("epoch", root.document().epoch())
        .put("issued", Times.text(root.document().issued()))
        .put("expires", Times.text(root.document().expires()))
        .put("digest", root.envelope().payloadDigest().toString())
        .strings("revokedKeys", root.document().revoked().keys())
        .strings("revokedBundles", texts(root.document().revoked().bundles()))
        .strings("revokedContent", texts(root.document().revoked().content()));
    report.roots().stream()
        .map(RootFile::document)
        .filter(before -> before.version() == root.document().version() - 1)
        .map(before -> RootDifference.items(before, root.document()))
        .forEach(items -> json.objects("changes", items, AuditJson::put));
  }

  private static void put(JsonText json, Bundle bundle) {
    json.put("name", bundle.verification().name())
        .put("place", bundle.verification().place())
        .put("good", bundle.verification().good())
        .strings("notJudged", bundle.verification().notJudged());
    bundle
        .verification()
        .problem()
        .ifPresent(problem -> json.object("refusal", p -> ProblemJson.write(p, problem)));
    bundle
        .verification()
        .trusted()
        .ifPresent(signed -> {
          json.put("statement", signed.digest().toString())
              .put("root", signed.root())
              .strings("signers", signed.signers());
          json.objects(
              "certificates", bundle.verification().certificates(), CertificateJson::write);
          put(json, signed.statement());
        });
    bundle.against().ifPresent(against -> json.put("against", against));
    json.objects("changes", bundle.changes(), AuditJson::put)
        .objects("carried", bundle.carried(), AuditJson::put);
  }

  private static void put(JsonText json, Statement statement) {
    json.put("product", statement.product())
        .put("channel", statement.channel())
        .put("epoch", statement.epoch())
        .put("sequence", statement.sequence())
        .put("issued", Times.text(statement.issued()))
        .put("expires", Times.text(statement.expires()))
        .put("audience", AudienceText.of(statement.audience()))
        .put("sums", statement.sums().toString())
        .objects("content", statement.content(), AuditJson::put)
        .objects("plans", statement.plans(), AuditJson::put)
        .objects("evidence", statement.evidence(), AuditJson::put);
  }

  private static void put(JsonText json, Content content) {
    json.put("kind", content.kind().word())
        .put("reference", content.reference())
        .put("digest", content.digest().toString());
  }

  private static void put(JsonText json, PlanEntry plan) {
    json.put("name", plan.name())
        .put("digest", plan.digest().toString())
        .put("approval", plan.approval());
  }

  private static void put(JsonText json, Evidence evidence) {
    json.put("digest", evidence.digest().toString())
        .put("mediaType", evidence.mediaType())
        .put("about", evidence.about().toString());
  }

  private static void put(JsonText json, CarriedReferrer carried) {
    json.put("reference", carried.reference())
        .put("platform", carried.platform())
        .put("about", carried.about())
        .put("digest", carried.digest())
        .put("what", carried.what());
  }

  private static void put(JsonText json, Item item) {
    json.put("change", item.change().name().toLowerCase(Locale.ROOT))
        .put("what", item.what())
        .put("name", item.name());
    item.before().ifPresent(text -> json.put("before", text));
    item.after().ifPresent(text -> json.put("after", text));
  }

  private static void put(
      JsonText json, AuditReport report, Map.Entry<String, List<Brought>> site) {
    json.put("site", site.getKey())
        .put("receipts", site.getValue().size())
        .strings("missing", texts(AuditReport.missing(site.getValue())));
    AuditReport.held(site.getValue())
        .ifPresent(held ->
            json.put("holds", held.name())
                .put("statement", held.statement().toString())
                .put("since", Times.text(held.issued()))
                .put("behind", report.behind(held)));
    AuditReport.beyond(site.getValue())
        .flatMap(Receipt::after)
        .ifPresent(at -> json.object("acceptedNotTold", p -> put(p, at)));
    json.objects("keyChanges", AuditReport.keyChanges(site.getValue()), AuditJson::put);
  }

  private static void put(JsonText json, SignedSuccession change) {
    json.put("at", Times.text(change.succession().issued()))
        .put("lastReceipt", change.succession().last())
        .put("before", change.before().keyid())
        .put("after", change.after().keyid());
  }

  private static void put(JsonText json, Brought brought) {
    Receipt receipt = brought.receipt();
    json.put("digest", brought.digest().toString())
        .put("place", brought.place())
        .put("site", receipt.site())
        .put("number", receipt.number())
        .put("issued", Times.text(receipt.issued()))
        .put("bundle", receipt.name())
        .put("statement", receipt.statement().toString())
        .put("decision", receipt.decision())
        .put("root", receipt.root())
        .put("floor", Times.text(receipt.floor()))
        .strings("signers", receipt.signers());
    receipt.code().ifPresent(code -> json.put("code", code));
    receipt.before().ifPresent(at -> json.object("before", p -> put(p, at)));
    receipt.after().ifPresent(at -> json.object("after", p -> put(p, at)));
    json.objects(
        "plans",
        receipt.plans(),
        (plan, state) ->
            plan.put("name", state.name())
                .put("digest", state.digest().toString())
                .put("state", state.state()));
    receipt.writeNodes(json);
    json.objects("permits", brought.lifted(), AuditJson::put);
    if (receipt.permits().more() > 0) {
      json.put("morePermits", receipt.permits().more());
    }
    brought
        .objection()
        .ifPresent(objection ->
            json.put("objection", objection.reason()).put("objectionCode", objection.code()));
  }

  private static void put(JsonText json, LiftedRule rule) {
    json.put("digest", rule.digest().toString())
        .put("rule", rule.permit().rule())
        .put("reason", rule.permit().reason())
        .put("issued", Times.text(rule.permit().issued()))
        .put("expires", Times.text(rule.permit().expires()))
        .put("counts", rule.objection().isEmpty())
        .objects(
            "signers",
            rule.signers(),
            (one, signer) -> one.put("name", signer.name()).strings("keys", signer.keys()));
    rule.objection().ifPresent(o -> json.put("objection", o.reason()));
  }

  private static void put(JsonText json, Receipt.Position at) {
    json.put("epoch", at.epoch()).put("sequence", at.sequence());
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}

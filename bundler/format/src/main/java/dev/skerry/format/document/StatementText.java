package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import dev.skerry.format.json.JsonText;
import java.util.List;

/** Spells a statement as format section 3 says. */
final class StatementText {
  private StatementText() {}

  static byte[] of(Statement s) {
    return JsonText.object()
        .put("_type", PayloadTypes.STATEMENT_TYPE)
        .objects("subject", List.of(s.sums()), StatementText::subject)
        .put("predicateType", PayloadTypes.BUNDLE_PREDICATE)
        .object("predicate", p -> predicate(p, s))
        .bytes();
  }

  private static void subject(JsonText json, Digest sums) {
    json.put("name", "SHA256SUMS").object("digest", d -> d.put("sha256", sums.hex()));
  }

  private static void predicate(JsonText p, Statement s) {
    p.put("product", s.product())
        .put("channel", s.channel())
        .put("epoch", s.epoch())
        .put("sequence", s.sequence())
        .put("issued", Times.text(s.issued()))
        .put("expires", Times.text(s.expires()));
    s.previous()
        .ifPresent(before ->
            p.object(
                "previous",
                o ->
                    o.put("epoch", before.epoch())
                        .put("sequence", before.sequence())
                        .put("statement", before.statement().toString())));
    p.object(
        "totals",
        o ->
            o.put("members", s.totals().members())
                .put("metadata", s.totals().metadata())
                .put("bytes", s.totals().bytes()));
    if (!s.requires().equals(Requires.NOTHING)) {
      p.object(
          "requires",
          o ->
              o.strings("features", s.requires().features())
                  .strings("bases", texts(s.requires().bases())));
    }
    p.objects("audience", s.audience(), StatementText::audience)
        .objects("content", s.content(), StatementText::content)
        .objects("plans", s.plans(), StatementText::plan)
        .strings("assumes", s.assumes())
        .objects("downgrade", s.downgrade(), StatementText::downgrade)
        .objects("evidence", s.evidence(), StatementText::evidence);
  }

  private static void audience(JsonText json, AudienceEntry entry) {
    entry.clusterName().ifPresent(name -> json.put("clusterName", name));
    entry.clusterSelector().ifPresent(s -> json.object("clusterSelector", o -> selector(o, s)));
    entry.clusterGroup().ifPresent(group -> json.put("clusterGroup", group));
  }

  private static void selector(JsonText json, Selector selector) {
    if (!selector.matchLabels().isEmpty()) {
      json.object("matchLabels", labels -> selector.matchLabels().forEach(labels::put));
    }
    json.objects(
        "matchExpressions",
        selector.matchExpressions(),
        (o, e) ->
            o.put("key", e.key())
                .put("operator", e.operator().word())
                .strings("values", e.values()));
  }

  private static void content(JsonText json, Content c) {
    json.put("kind", c.kind().word());
    c.name().ifPresent(name -> json.put("name", name));
    json.put("reference", c.reference())
        .put("digest", c.digest().toString())
        .put("mediaType", c.mediaType())
        .strings("platforms", c.platforms().stream().map(Platform::toString).toList());
    c.counter().ifPresent(counter -> json.put("counter", counter));
    if (c.foreignSkip()) {
      json.put("foreign", "skip");
    }
  }

  private static void plan(JsonText json, PlanEntry plan) {
    json.put("name", plan.name())
        .put("digest", plan.digest().toString())
        .put("approval", plan.approval());
  }

  private static void downgrade(JsonText json, Downgrade d) {
    json.put("kind", d.kind())
        .put("name", d.name())
        .put("counter", d.counter())
        .put("reason", d.reason());
  }

  private static void evidence(JsonText json, Evidence e) {
    json.put("digest", e.digest().toString())
        .put("mediaType", e.mediaType())
        .put("about", e.about().toString());
  }

  static List<String> texts(List<Digest> digests) {
    return digests.stream().map(Digest::toString).toList();
  }
}

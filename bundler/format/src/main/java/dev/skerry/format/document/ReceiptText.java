package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Receipt.PlanState;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.json.JsonText;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Spells a receipt as format section 5 says. */
final class ReceiptText {
  private ReceiptText() {}

  static byte[] of(Receipt r) {
    return JsonText.object()
        .put("_type", PayloadTypes.STATEMENT_TYPE)
        .objects("subject", List.of(r), ReceiptText::subject)
        .put("predicateType", PayloadTypes.RECEIPT_PREDICATE)
        .object("predicate", p -> predicate(p, r))
        .bytes();
  }

  private static void subject(JsonText json, Receipt r) {
    json.put("name", r.name()).object("digest", d -> d.put("sha256", r.statement().hex()));
  }

  private static void predicate(JsonText p, Receipt r) {
    p.put("site", r.site())
        .put("number", r.number())
        .put("issued", Times.text(r.issued()))
        .put("product", r.product())
        .put("channel", r.channel())
        .put("decision", r.decision());
    r.code().ifPresent(code -> p.put("code", code));
    position(p, "before", r.before());
    position(p, "after", r.after());
    p.put("root", r.root())
        .put("floor", Times.text(r.floor()))
        .strings("signers", r.signers())
        .objects("plans", r.plans(), ReceiptText::plan);
    r.checkpoint().ifPresent(checkpoint -> p.put("checkpoint", checkpoint));
    p.objects("consistency", r.consistency(), ReceiptText::consistency);
    r.writeNodes(p);
    p.strings("successions", r.successions().stream().map(ReceiptText::base64).toList());
    r.permits().write(p);
  }

  private static String base64(Envelope succession) {
    return Base64.getEncoder().encodeToString(succession.bytes());
  }

  private static void consistency(JsonText json, Receipt.Consistency one) {
    json.put("from", one.from()).strings("proof", one.proof().stream().map(Digest::hex).toList());
  }

  private static void position(JsonText json, String name, Optional<Position> position) {
    position.ifPresent(
        at -> json.object(name, o -> o.put("epoch", at.epoch()).put("sequence", at.sequence())));
  }

  private static void plan(JsonText json, PlanState plan) {
    json.put("name", plan.name())
        .put("digest", plan.digest().toString())
        .put("state", plan.state());
  }
}

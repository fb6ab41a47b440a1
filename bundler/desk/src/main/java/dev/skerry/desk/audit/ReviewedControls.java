package dev.skerry.desk.audit;

import dev.skerry.format.json.JsonText;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was assessed, and what was not. OSCAL lets only exclude what a selection includes: so those
 * that are not assessed have a selection of their own, which leaves nothing of itself.
 */
final class ReviewedControls {
  private ReviewedControls() {}

  static void put(JsonText reviewed) {
    List<NotAssessed> controls = NotAssessed.controls();
    List<NotAssessed> standards =
        Stream.of(NotAssessed.values()).filter(one -> !controls.contains(one)).toList();
    reviewed
        .allObjects("props", standards, ReviewedControls::put)
        .allObjects("control-selections", List.of(true, false), ReviewedControls::select);
  }

  private static void select(JsonText selection, boolean assessed) {
    if (assessed) {
      selection
          .put("description", "Assessed: each has a finding.")
          .allObjects("include-controls", List.of(Control.values()), (one, c) -> id(one, c.id()));
      return;
    }
    List<NotAssessed> controls = NotAssessed.controls();
    selection
        .put("description", "Not assessed: neither bundles nor receipts are evidence of these.")
        .allObjects("props", controls, ReviewedControls::put)
        .allObjects("include-controls", controls, (one, c) -> id(one, c.id()))
        .allObjects("exclude-controls", controls, (one, c) -> id(one, c.id()));
  }

  private static void put(JsonText prop, NotAssessed left) {
    prop.put("name", "not-assessed")
        .put("ns", AuditOscal.NAMESPACE)
        .put("value", left.id())
        .put("remarks", left.reason());
  }

  private static void id(JsonText one, String id) {
    one.put("control-id", id);
  }
}

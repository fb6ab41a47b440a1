package dev.skerry.cel.facts;

import dev.skerry.format.accept.Metadata;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.plans.NamedImage;
import dev.skerry.plans.PlanArtifact;
import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.PlanFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plans of a bundle, with the images that nodes will pull for them. */
final class PlanFacts {
  private PlanFacts() {}

  static List<Map<String, Object>> all(List<PlanEntry> plans, Metadata metadata) {
    return plans.stream().map(plan -> one(plan, metadata)).toList();
  }

  private static Map<String, Object> one(PlanEntry plan, Metadata metadata) {
    byte[] yaml = PlanArtifact.file(plan.digest(), metadata);
    PlanFile file = PlanFile.parse(plan.name(), yaml);
    return Map.of(
        "name", plan.name(),
        "digest", plan.digest().toString(),
        "approval", plan.approval(),
        "objects", file.documents().stream().map(PlanFacts::object).toList(),
        "images", file.images().stream().map(PlanFacts::image).toList());
  }

  private static Map<String, Object> object(PlanDoc object) {
    return Map.of(
        "kind", object.kindWord(),
        "name", object.name(),
        "namespace", object.namespace().orElse(""),
        "version", object.version().orElse(""));
  }

  private static Map<String, Object> image(NamedImage image) {
    Map<String, Object> fact = new LinkedHashMap<>(ImageName.parts(image.image()));
    fact.put("image", image.image());
    fact.put("field", image.field());
    fact.put("pinned", !"".equals(fact.get("digest")));
    return fact;
  }
}

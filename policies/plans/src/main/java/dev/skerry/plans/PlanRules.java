package dev.skerry.plans;

import dev.skerry.plans.Finding.Severity;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Traps that a controller does not report, or reports only at a site that nobody can reach
 * (contracts.md 4.1, 4.6, 4.7, 4.11).
 */
public final class PlanRules {
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");

  private final String file;
  private final PlanDoc doc;
  private final List<Finding> findings = new ArrayList<>();

  private PlanRules(String file, PlanDoc doc) {
    this.file = file;
    this.doc = doc;
  }

  /** Everything that is wrong with the documents of a plan file, in the order of the file. */
  public static List<Finding> check(PlanFile plan) {
    return plan.documents().stream()
        .map(doc -> new PlanRules(plan.name(), doc).run())
        .flatMap(Collection::stream)
        .toList();
  }

  private List<Finding> run() {
    if (doc.kind().acts()) {
      names();
    }
    switch (doc.kind()) {
      case PLAN -> new SucRules(doc.node(), this).run();
      case MANAGED_OS_IMAGE -> managedOsImage();
      case NODE_OP_UPGRADE -> nodeOpUpgrade();
      case COMPANION -> {}
    }
    return findings;
  }

  private void names() {
    if (!PlanFile.NAME.matcher(doc.name()).matches()) {
      error(
          PlanError.OBJECT_NAME,
          doc.node().path("metadata", "name").map(Yaml::at).orElse(doc.node().at()),
          "metadata.name",
          "is \"" + doc.name() + "\"; it becomes a label of nodes and part of job names");
    }
    if (doc.namespace().isEmpty()) {
      error(
          PlanError.NAMESPACE,
          doc.node().at(),
          "metadata.namespace",
          "is missing: the controller looks in its own namespace only");
    }
  }

  private void managedOsImage() {
    Optional<Yaml.Scalar> image = doc.node().scalar("spec", "osImage");
    if (image.isEmpty()) {
      error(
          PlanError.NOT_OFFLINE,
          specAt(),
          "spec.osImage",
          "is missing: a managedOSVersionName is resolved through a channel, which no site has");
      return;
    }
    String text = image.get().text();
    if (text.indexOf('@') >= 0) {
      error(
          PlanError.DIGEST_PIN,
          image.get().at(),
          "spec.osImage",
          "is pinned by digest, of which the operator makes an illegal version");
    } else if (!NodeImage.pinned(text)) {
      warning(PlanError.UNTAGGED, image.get().at(), "spec.osImage", "has no tag: latest is used");
    } else if (!isLabelValue(text.substring(text.lastIndexOf(':') + 1))) {
      error(
          PlanError.VERSION,
          image.get().at(),
          "spec.osImage",
          "has a tag that cannot be the value of a label");
    }
    doc.node()
        .scalar("spec", "concurrency")
        .filter(c -> c.text().equals("0"))
        .ifPresent(c ->
            error(PlanError.CONCURRENCY, c.at(), "spec.concurrency", "is 0: no node is taken"));
  }

  private void nodeOpUpgrade() {
    if (doc.node().scalar("spec", "image").isEmpty()) {
      error(PlanError.IMAGE, specAt(), "spec.image", "is missing");
    }
    Optional<Yaml.Scalar> concurrency = doc.node().scalar("spec", "concurrency");
    if (concurrency.map(c -> c.text().equals("0")).orElse(true)) {
      warning(
          PlanError.ALL_AT_ONCE,
          concurrency.map(Yaml::at).orElse(specAt()),
          "spec.concurrency",
          "is 0 or absent: all nodes are upgraded and rebooted at once");
    }
  }

  /** Where {@code spec} stands, else the document. */
  Mark specAt() {
    return doc.node().entry("spec").map(Yaml.Entry::keyAt).orElse(doc.node().at());
  }

  /** Whether Kubernetes takes the text as the value of a label. */
  static boolean isLabelValue(String text) {
    return LABEL_VALUE.matcher(text).matches();
  }

  void error(PlanError code, Mark at, String field, String reason) {
    add(Severity.ERROR, code, at, field, reason);
  }

  void warning(PlanError code, Mark at, String field, String reason) {
    add(Severity.WARNING, code, at, field, reason);
  }

  private void add(Severity severity, PlanError code, Mark at, String field, String reason) {
    String where = file + ":" + at + ": " + doc.kindWord() + " " + doc.name();
    findings.add(new Finding(severity, code, where, field + " " + reason));
  }
}

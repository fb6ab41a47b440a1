package dev.skerry.desk.build;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Gate;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.facts.BundleFacts;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.PathSpec;
import dev.skerry.desk.policy.PolicyFiles;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.plans.Finding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What may leave the desk. Nobody has signed by then, no site is known, and now is when the bundle
 * is issued, so that the same input gives the same answer.
 *
 * @param policies empty where {@code bundle.yaml} names none: CEL is not loaded then
 */
record Leaving(Optional<PolicySet> policies) {
  /**
   * Compiles the policies that a description names.
   *
   * @throws dev.skerry.format.error.SkerryException what is wrong with one of them, with its place
   */
  static Leaving of(BundleSpec spec) {
    if (spec.policies().isEmpty()) {
      return new Leaving(Optional.empty());
    }
    SequencedMap<String, Path> files = new LinkedHashMap<>();
    for (PathSpec policy : spec.policies()) {
      files.put(policy.path(), spec.resolve(policy.path()));
    }
    return new Leaving(Optional.of(PolicyFiles.compile(files, Gate.LEAVE)));
  }

  /** Everything that speaks against the bundle. */
  List<Finding> ask(Statement statement, Envelope envelope, RootDocument root, Metadata metadata) {
    if (policies.isEmpty()) {
      return List.of();
    }
    BundleFacts.Known known =
        new BundleFacts.Known(
            statement,
            envelope.payloadDigest(),
            root,
            List.of(),
            Optional.empty(),
            statement.issued());
    return policies.get().ask(BundleFacts.of(known, metadata)).stream()
        .filter(decision -> !decision.allowed())
        .map(d -> finding(d, statement))
        .toList();
  }

  private static Finding finding(Decision decision, Statement statement) {
    return Finding.error(decision.code(Gate.LEAVE), statement.name(), decision.sentence());
  }
}

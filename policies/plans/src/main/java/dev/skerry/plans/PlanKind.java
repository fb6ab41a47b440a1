package dev.skerry.plans;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The kinds of objects that a plan file may hold. */
public enum PlanKind {
  /** system-upgrade-controller. */
  PLAN("upgrade.cattle.io/v1", "Plan"),
  /** Elemental operator. */
  MANAGED_OS_IMAGE("elemental.cattle.io/v1beta1", "ManagedOSImage"),
  /** Kairos operator. */
  NODE_OP_UPGRADE("operator.kairos.io/v1alpha1", "NodeOpUpgrade"),
  /** What a plan needs beside it; runs nothing and names no image. */
  COMPANION("v1", "");

  private static final Set<String> COMPANIONS =
      Set.of("Namespace", "Secret", "ConfigMap", "ServiceAccount");

  private final String apiVersion;
  private final String word;

  PlanKind(String apiVersion, String word) {
    this.apiVersion = apiVersion;
    this.word = word;
  }

  /** The kind that a document's {@code apiVersion} and {@code kind} name. */
  static Optional<PlanKind> of(String apiVersion, String kind) {
    return Arrays.stream(values())
        .filter(k -> k.apiVersion.equals(apiVersion))
        .filter(k -> k == COMPANION ? COMPANIONS.contains(kind) : k.word.equals(kind))
        .findFirst();
  }

  /** Whether a controller acts on it. */
  public boolean acts() {
    return this != COMPANION;
  }
}

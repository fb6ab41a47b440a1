package dev.skerry.examples.kit;

/** A plan of the system upgrade controller that runs {@code docker.io/acme/app}. */
public final class UpgradePlan {
  /** Its name. */
  public static final String NAME = "app-upgrade";

  private UpgradePlan() {}

  /**
   * Its file.
   *
   * @param version the tag of the image
   * @param concurrency how many nodes at once
   */
  public static String of(String version, int concurrency) {
    return """
    apiVersion: upgrade.cattle.io/v1
    kind: Plan
    metadata: {name: app-upgrade, namespace: system-upgrade}
    spec:
      concurrency: %d
      version: "%s"
      nodeSelector: {}
      serviceAccountName: system-upgrade
      upgrade: {image: docker.io/acme/app}
    """
        .formatted(concurrency, version);
  }
}

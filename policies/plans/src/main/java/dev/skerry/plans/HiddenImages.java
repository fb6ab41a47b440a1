package dev.skerry.plans;

import dev.skerry.format.error.SkerryException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Images that a controller pulls without any plan naming them (contracts.md 4.1 and 4.11), by
 * release: they change with every release and stand in no file of the person who upgrades.
 */
public final class HiddenImages {
  /** The controllers that {@code bundle.yaml} may name. */
  public static final SortedSet<String> CONTROLLERS =
      new TreeSet<>(List.of("systemUpgradeController", "elementalOperator", "kairosOperator"));

  private static final Map<String, Map<String, List<String>>> KNOWN =
      Map.of(
          "systemUpgradeController",
          Map.of(
              "v0.20.1",
              List.of(
                  "docker.io/rancher/system-upgrade-controller:v0.20.1",
                  "docker.io/rancher/kubectl:v1.30.3")));

  private HiddenImages() {}

  /** Whether the images of this release are known. */
  public static boolean knows(String controller, String version) {
    return KNOWN.getOrDefault(controller, Map.of()).containsKey(version);
  }

  /**
   * The images of one release of a controller.
   *
   * @throws SkerryException {@link PlanError#UNKNOWN_CONTROLLER}
   */
  public static List<NamedImage> of(String controller, String version) {
    List<String> images = KNOWN.getOrDefault(controller, Map.of()).get(version);
    if (images == null) {
      throw new SkerryException(
          PlanError.UNKNOWN_CONTROLLER,
          controller + " " + version,
          "the images of this release are not known; known are " + known());
    }
    return images.stream()
        .map(i -> new NamedImage("controllers: " + controller + " " + version, i, 0))
        .toList();
  }

  private static String known() {
    SortedSet<String> names = new TreeSet<>();
    KNOWN.forEach((name, versions) -> versions.keySet().forEach(v -> names.add(name + " " + v)));
    return String.join(", ", names);
  }
}

package dev.skerry.desk.describe;

import dev.skerry.plans.yaml.Mark;

/**
 * A controller that runs at the site.
 *
 * @param name for instance {@code systemUpgradeController}
 * @param version its release
 */
public record ControllerSpec(String name, String version, Mark at) {}

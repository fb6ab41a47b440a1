package dev.skerry.desk.describe;

import dev.skerry.plans.yaml.Mark;

/**
 * Leave for a counter to fall.
 *
 * @param kind {@code os}, {@code k3s}, {@code plan} or {@code file}
 * @param reason why; every signer sees it
 */
public record DowngradeSpec(String kind, String name, String reason, Mark at) {}

package dev.skerry.plans;

/**
 * An image that a node will pull because a plan or a controller names it.
 *
 * @param field what names it, for instance {@code Plan os-upgrade: spec.upgrade.image}
 * @param image in full, as the node pulls it
 * @param line line in the plan file, from 1; 0 when no line names it
 */
public record NamedImage(String field, String image, int line) {}

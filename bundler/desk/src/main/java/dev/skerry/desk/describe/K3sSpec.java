package dev.skerry.desk.describe;

import dev.skerry.plans.yaml.Mark;

/** A K3s release. */
public record K3sSpec(String version, Mark at) {}

package dev.skerry.format.document;

import dev.skerry.format.Digest;
import java.util.Set;

/**
 * A plan that the bundle carries.
 *
 * @param digest digest of the plan's content entry
 * @param approval {@code none}, {@code one} or {@code two} people at the site
 */
public record PlanEntry(String name, Digest digest, String approval) {
  static final Set<String> APPROVALS = Set.of("none", "one", "two");
}

package dev.skerry.gateway.setup;

import dev.skerry.format.document.Names;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a site is set up as.
 *
 * @param id the site's name
 * @param root the file of the root document that it will trust
 * @param channel the channel that it takes
 * @param labels what audiences select by
 * @param groups the groups that it belongs to
 * @param policies files of policies on what may enter
 */
public record SiteChoice(
    String id,
    Path root,
    String channel,
    SortedMap<String, String> labels,
    List<String> groups,
    List<Path> policies) {
  /** Copies; refuses names that no bundle could have. */
  public SiteChoice {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    groups = List.copyOf(groups);
    policies = List.copyOf(policies);
    for (String name : List.of(id, channel)) {
      if (!Names.isId(name)) {
        throw new SkerryException(
            GatewayError.NAME, name.isEmpty() ? "(empty)" : name, "names no site and no channel");
      }
    }
  }
}

package dev.skerry.format.document;

import java.util.Optional;

/**
 * Sites that a bundle is for; all criteria of an entry must hold (format section 3).
 *
 * @param clusterName the site's id
 * @param clusterSelector selects by label
 * @param clusterGroup a group that the site is in
 */
public record AudienceEntry(
    Optional<String> clusterName,
    Optional<Selector> clusterSelector,
    Optional<String> clusterGroup) {

  /** Whether the site is meant; an entry without a criterion means none. */
  public boolean matches(SiteIdentity site) {
    return hasCriterion()
        && clusterName.map(site.id()::equals).orElse(true)
        && clusterSelector.map(s -> s.matches(site.labels())).orElse(true)
        && clusterGroup.map(site.groups()::contains).orElse(true);
  }

  /** Whether anything is asked at all. */
  public boolean hasCriterion() {
    return clusterName.isPresent() || clusterSelector.isPresent() || clusterGroup.isPresent();
  }
}

package dev.skerry.format.document;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an audience is matched against.
 *
 * @param id site id
 * @param labels labels given to {@code skerryd init}
 * @param groups groups given there
 */
public record SiteIdentity(String id, SortedMap<String, String> labels, List<String> groups) {
  /** Copies labels and groups. */
  public SiteIdentity {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    groups = List.copyOf(groups);
  }
}

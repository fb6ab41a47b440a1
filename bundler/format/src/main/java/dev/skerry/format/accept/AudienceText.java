package dev.skerry.format.accept;

import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An audience as people read it. */
public final class AudienceText {
  private AudienceText() {}

  /** One line; an empty audience gives an empty one. */
  public static String of(List<AudienceEntry> audience) {
    return audience.stream().map(AudienceText::of).collect(Collectors.joining(" or "));
  }

  /** The same; an empty audience is that of every site. */
  public static String orEverySite(List<AudienceEntry> audience) {
    return audience.isEmpty() ? "every site of the product" : of(audience);
  }

  private static String of(AudienceEntry entry) {
    List<String> terms = new ArrayList<>();
    entry.clusterName().ifPresent(name -> terms.add("site " + name));
    entry.clusterSelector().ifPresent(selector -> terms.addAll(terms(selector)));
    entry.clusterGroup().ifPresent(group -> terms.add("group " + group));
    return terms.isEmpty() ? "nobody" : String.join(" and ", terms);
  }

  private static List<String> terms(Selector selector) {
    List<String> terms = new ArrayList<>();
    selector.matchLabels().forEach((key, value) -> terms.add("label " + key + "=" + value));
    selector
        .matchExpressions()
        .forEach(
            e -> terms.add("label %s %s %s".formatted(e.key(), e.operator().word(), e.values())));
    return terms.isEmpty() ? List.of("any site") : terms;
  }
}

package dev.skerry.cel.facts;

import dev.skerry.format.accept.Metadata;
import dev.skerry.format.document.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A signature, an SBOM or another statement of an image's makers that a bundle carries with it.
 *
 * @param reference what the image is called
 * @param platform of the one inside an index that it is about; empty when it is about the whole
 * @param about digest of what it is about
 * @param digest its own
 * @param what its artifact type, predicate types or cosign tag, as its makers wrote them
 */
public record CarriedReferrer(
    String reference, String platform, String about, String digest, String what) {

  /**
   * All that a bundle carries, in the order of its content.
   *
   * @throws dev.skerry.format.error.SkerryException {@link dev.skerry.cel.PolicyError#NOT_JUDGED}
   *     when there is more than is looked at
   */
  public static List<CarriedReferrer> of(List<Content> content, Metadata metadata) {
    List<CarriedReferrer> carried = new ArrayList<>();
    for (Map<String, Object> entry : new ContentFacts(metadata).all(content)) {
      String reference = text(entry, "reference");
      add(carried, reference, "", entry);
      for (Map<String, Object> child : facts(entry, "manifests")) {
        add(carried, reference, text(child, "platform"), child);
      }
    }
    return List.copyOf(carried);
  }

  private static void add(
      List<CarriedReferrer> carried, String reference, String platform, Map<String, Object> of) {
    for (Map<String, Object> referrer : facts(of, "referrers")) {
      carried.add(
          new CarriedReferrer(
              reference, platform, text(of, "digest"), text(referrer, "digest"), what(referrer)));
    }
  }

  private static String what(Map<String, Object> referrer) {
    List<String> words = new ArrayList<>();
    words.add(text(referrer, "artifactType"));
    if (referrer.get("predicateTypes") instanceof List<?> types) {
      types.forEach(type -> words.add(String.valueOf(type)));
    }
    words.add(text(referrer, "tag"));
    words.removeIf(String::isEmpty);
    return String.join(", ", words);
  }

  private static String text(Map<String, Object> fact, String name) {
    return String.valueOf(fact.getOrDefault(name, ""));
  }

  @SuppressWarnings("unchecked") // Facts are made in this package, and are such lists.
  private static List<Map<String, Object>> facts(Map<String, Object> fact, String name) {
    return (List<Map<String, Object>>) fact.getOrDefault(name, List.of());
  }
}

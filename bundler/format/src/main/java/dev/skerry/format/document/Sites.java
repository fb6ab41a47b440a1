package dev.skerry.format.document;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The gateways that the desk knows, signed by role deploy (format section 5).
 *
 * @param version counts up with every change
 * @param sites ascending by id
 */
public record Sites(String product, long version, Instant issued, List<Site> sites) {
  /** Copies the sites. */
  public Sites {
    sites = List.copyOf(sites);
  }

  /**
   * A registered gateway.
   *
   * @param scheme the word of its key's scheme
   * @param spki its public key, DER
   */
  public record Site(
      String id,
      String scheme,
      byte[] spki,
      SortedMap<String, String> labels,
      List<String> groups) {
    /** Copies labels and groups. */
    public Site {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      groups = List.copyOf(groups);
    }
  }

  /** The site of this id. */
  public Optional<Site> site(String id) {
    return sites.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  /** Reads the document of an envelope after comparing the payload type. */
  public static Sites of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.SITES, "sites");
    return parse(envelope.payload());
  }

  /** Reads a payload strictly; unknown fields are ignored. */
  public static Sites parse(byte[] payload) {
    Fields f =
        Fields.of(JsonReader.strict(payload, "sites"), "sites", FormatError.SITES_SPELLING)
            .inOrder("type", "product", "version", "issued", "sites");
    Reading.exactly(f, "type", PayloadTypes.SITES_TYPE);
    List<Site> sites = f.objects("sites", Sites::site);
    Reading.ascending(f, "sites", sites.stream().map(Site::id).toList());
    return new Sites(
        Reading.matching(f, "product", Names::isId),
        Reading.atLeast(f, "version", 1),
        Reading.time(f, "issued"),
        sites);
  }

  private static Site site(Fields f) {
    f.inOrder("id", "scheme", "spki", "labels", "groups");
    return new Site(
        Reading.matching(f, "id", Names::isId),
        f.text("scheme"),
        Reading.base64(f, "spki", f.text("spki")),
        f.textMap("labels"),
        f.texts("groups"));
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return JsonText.object()
        .put("type", PayloadTypes.SITES_TYPE)
        .put("product", product)
        .put("version", version)
        .put("issued", Times.text(issued))
        .objects("sites", sites, Sites::spell)
        .bytes();
  }

  private static void spell(JsonText json, Site site) {
    json.put("id", site.id())
        .put("scheme", site.scheme())
        .put("spki", Base64.getEncoder().encodeToString(site.spki()))
        .object("labels", labels -> site.labels().forEach(labels::put))
        .strings("groups", site.groups());
  }
}

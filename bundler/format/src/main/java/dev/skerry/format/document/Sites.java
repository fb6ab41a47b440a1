package dev.skerry.format.document;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.time.Instant;
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
   * @param key the key that signs its receipts now
   * @param former the keys before it, ascending by the last receipt for which each counts
   */
  public record Site(
      String id,
      SiteKey key,
      SortedMap<String, String> labels,
      List<String> groups,
      List<Former> former) {
    /** Copies labels, groups and keys. */
    public Site {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      groups = List.copyOf(groups);
      former = List.copyOf(former);
    }

    /** The one key that signs the receipt of this number. */
    public SiteKey key(long receipt) {
      return former.stream()
          .filter(earlier -> receipt <= earlier.last())
          .map(Former::key)
          .findFirst()
          .orElse(key);
    }

    /** The last receipt for which a key before the present one counts; 0 when there is none. */
    public long last() {
      return former.isEmpty() ? 0 : former.getLast().last();
    }
  }

  /**
   * A key that another one has replaced.
   *
   * @param last number of the last receipt for which it counts
   */
  public record Former(SiteKey key, long last) {}

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
    f.inOrder("id", "scheme", "spki", "labels", "groups", "former");
    List<Former> former = f.objects("former", Sites::former);
    Reading.ascending(f, "former", former.stream().map(Former::last).toList());
    return new Site(
        Reading.matching(f, "id", Names::isId),
        SiteKey.read(f),
        f.textMap("labels"),
        f.texts("groups"),
        former);
  }

  private static Former former(Fields f) {
    f.inOrder("scheme", "spki", "last");
    return new Former(SiteKey.read(f), Reading.atLeast(f, "last", 1));
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
    json.put("id", site.id());
    site.key().write(json);
    json.object("labels", labels -> site.labels().forEach(labels::put))
        .strings("groups", site.groups())
        .objects("former", site.former(), Sites::spell);
  }

  private static void spell(JsonText json, Former former) {
    former.key().write(json);
    json.put("last", former.last());
  }
}

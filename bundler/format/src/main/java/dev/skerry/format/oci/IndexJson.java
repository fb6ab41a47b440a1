package dev.skerry.format.oci;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.document.Content;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bundle's {@code index.json} (format section 4): content in the statement's order, then
 * referrers by digest and repository, then cosign tags by reference.
 */
public record IndexJson(List<Entry> entries) {
  private static final String KIND = "dev.skerry.kind";
  private static final String REPOSITORY = "dev.skerry.repository";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final Comparator<Entry> AFTER_CONTENT =
      Comparator.comparing(Entry::tagged)
          .thenComparing(e -> e.reference().orElse(""))
          .thenComparing(e -> e.descriptor().digest())
          .thenComparing(e -> e.repository().orElse(""));

  /** Copies the entries; refuses another order after the content. */
  public IndexJson {
    entries = List.copyOf(entries);
    for (int i = 1; i < entries.size(); i++) {
      Entry before = entries.get(i - 1);
      Entry entry = entries.get(i);
      boolean descends =
          !before.content() && (entry.content() || AFTER_CONTENT.compare(before, entry) >= 0);
      if (descends) {
        throw refuse("has " + entry.descriptor().digest() + " in the wrong place");
      }
    }
  }

  /**
   * One descriptor.
   *
   * @param kind a content kind, or {@code referrer}
   * @param repository {@code host/repository} of a referrer, absent otherwise
   * @param reference what a content entry or a cosign tag is called, absent for a referrer
   * @param descriptor media type, digest, size and artifact type; its annotations say the rest
   */
  public record Entry(
      String kind, Optional<String> repository, Optional<String> reference, Descriptor descriptor) {
    /** The kind of referrers and of cosign tags. */
    public static final String REFERRER = "referrer";

    /** Refuses what is neither content nor a referrer nor a cosign tag. */
    public Entry {
      boolean referrer = kind.equals(REFERRER);
      if (repository.isPresent() == reference.isPresent()
          || (!referrer && repository.isPresent())) {
        throw refuse(descriptor.digest() + " is no content, no referrer and no cosign tag");
      }
      SortedMap<String, String> annotations = new TreeMap<>();
      annotations.put(KIND, kind);
      repository.ifPresent(r -> annotations.put(REPOSITORY, r));
      reference.ifPresent(r -> annotations.put(REF_NAME, r));
      descriptor =
          new Descriptor(
              descriptor.mediaType(),
              descriptor.digest(),
              descriptor.size(),
              descriptor.artifactType(),
              annotations,
              Optional.empty());
    }

    /**
     * A content entry.
     *
     * @param size of its manifest or index, in bytes
     */
    public static Entry of(Content content, long size) {
      return new Entry(
          content.kind().word(),
          Optional.empty(),
          Optional.of(content.reference()),
          Descriptor.of(content.mediaType(), content.digest(), size));
    }

    /** A referrer in a repository, {@code host/repository}. */
    public static Entry referrer(String repository, Descriptor descriptor) {
      return new Entry(REFERRER, Optional.of(repository), Optional.empty(), descriptor);
    }

    /** A cosign tag, {@code host/repository:sha256-….sig}. */
    public static Entry cosignTag(String reference, Descriptor descriptor) {
      return new Entry(REFERRER, Optional.empty(), Optional.of(reference), descriptor);
    }

    /** Whether it stands in the statement's content. */
    public boolean content() {
      return !kind.equals(REFERRER);
    }

    private boolean tagged() {
      return reference.isPresent();
    }
  }

  /** Of content in the statement's order and of referrers and cosign tags in any order. */
  public static IndexJson of(List<Entry> content, List<Entry> referrers) {
    return new IndexJson(
        Stream.concat(content.stream(), referrers.stream().sorted(AFTER_CONTENT).distinct())
            .toList());
  }

  /**
   * Reads it; any other spelling than that of {@link #bytes} is refused.
   *
   * @throws SkerryException {@link OciError#INDEX}
   */
  public static IndexJson parse(byte[] bytes) {
    Fields f =
        Fields.of(
            JsonReader.lenient(bytes, OciError.INDEX, "index.json"), "index.json", OciError.INDEX);
    IndexJson index = new IndexJson(f.objects("manifests", IndexJson::entry));
    if (!Arrays.equals(index.bytes(), bytes)) {
      throw refuse("is not spelled as format section 4 says");
    }
    return index;
  }

  private static Entry entry(Fields f) {
    SortedMap<String, String> annotations = f.textMap("annotations");
    String digest = f.text("digest");
    if (!Digest.isDigest(digest) || f.number("size") < 0 || !annotations.containsKey(KIND)) {
      throw f.refuse("digest", "is " + digest + ": no digest, no size or no kind");
    }
    return new Entry(
        annotations.getOrDefault(KIND, ""),
        Optional.ofNullable(annotations.get(REPOSITORY)),
        Optional.ofNullable(annotations.get(REF_NAME)),
        new Descriptor(
            f.text("mediaType"),
            Digest.parse(digest),
            f.number("size"),
            f.optionalText("artifactType"),
            annotations,
            Optional.empty()));
  }

  /** As it is written: minified, no LF. */
  public byte[] bytes() {
    return JsonText.object()
        .put("schemaVersion", 2)
        .put("mediaType", MediaTypes.OCI_INDEX)
        .allObjects("manifests", entries, IndexJson::spell)
        .bytes();
  }

  private static void spell(JsonText json, Entry entry) {
    Descriptor d = entry.descriptor();
    json.put("mediaType", d.mediaType()).put("digest", d.digest().toString()).put("size", d.size());
    d.artifactType().ifPresent(type -> json.put("artifactType", type));
    json.object("annotations", a -> d.annotations().forEach(a::put));
  }

  private static SkerryException refuse(String reason) {
    return new SkerryException(OciError.INDEX, "index.json", reason);
  }
}

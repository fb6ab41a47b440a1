package dev.skerry.upstream.manifest;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import dev.skerry.upstream.UpstreamError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest or index as the desk takes it: what a site would refuse is refused here, by name.
 *
 * @param raw as it came
 * @param document what it names
 */
public record Manifest(RawManifest raw, ManifestDocument document) {
  private static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+";

  /**
   * Reads a manifest.
   *
   * @param item what it is, for messages
   * @throws SkerryException when it is none, or one that format v1 refuses
   */
  public static Manifest parse(RawManifest raw, String item) {
    if (raw.bytes().length > Limits.V1.manifest()) {
      throw new SkerryException(
          UpstreamError.TOO_LARGE,
          item,
          "has " + raw.bytes().length + " bytes, a manifest may have " + Limits.V1.manifest());
    }
    Fields fields =
        Fields.of(
            JsonReader.lenient(raw.bytes(), UpstreamError.BAD_MANIFEST, item),
            item,
            UpstreamError.BAD_MANIFEST);
    if (raw.mediaType().startsWith(SCHEMA1) || fields.number("schemaVersion") == 1) {
      throw new SkerryException(UpstreamError.SCHEMA1, item, "is a Docker schema 1 manifest");
    }
    refuseSha512(fields, item);
    Manifest manifest = new Manifest(raw, document(raw, item));
    manifest.descriptors().forEach(d -> refuseLarge(d, item));
    return manifest;
  }

  /** The site's own reading; what it says is wrong is upstream's doing here. */
  private static ManifestDocument document(RawManifest raw, String item) {
    try {
      return Manifests.parse(raw.bytes(), raw.mediaType(), item);
    } catch (SkerryException e) {
      throw new SkerryException(
          UpstreamError.BAD_MANIFEST, e.problem().item(), e.problem().reason(), e);
    }
  }

  private static void refuseSha512(Fields fields, String item) {
    Stream.of("layers", "manifests")
        .flatMap(list -> fields.objects(list, f -> f.optionalText("digest")).stream())
        .flatMap(Optional::stream)
        .filter(digest -> digest.startsWith("sha512:"))
        .findFirst()
        .ifPresent(digest -> {
          throw new SkerryException(
              UpstreamError.SHA512, item, "names " + digest + ", which is no sha256");
        });
  }

  private Stream<Descriptor> descriptors() {
    return Stream.of(config().stream(), layers().stream(), children().stream())
        .flatMap(descriptors -> descriptors);
  }

  private static void refuseLarge(Descriptor descriptor, String item) {
    if (descriptor.size() > Limits.V1.member()) {
      throw new SkerryException(
          UpstreamError.TOO_LARGE,
          item,
          "names %s of %d bytes, which is 8 GiB or more"
              .formatted(descriptor.digest(), descriptor.size()));
    }
  }

  /** Whether it lists other manifests. */
  public boolean index() {
    return document instanceof ManifestDocument.Index;
  }

  /** The config of an image or artifact. */
  public Optional<Descriptor> config() {
    return document instanceof ManifestDocument.Image image
        ? Optional.of(image.config())
        : Optional.empty();
  }

  /** The layers of an image or artifact. */
  public List<Descriptor> layers() {
    return document instanceof ManifestDocument.Image image ? image.layers() : List.of();
  }

  /** The children of an index. */
  public List<Descriptor> children() {
    return document instanceof ManifestDocument.Index index ? index.manifests() : List.of();
  }

  /** Its annotations. */
  public Map<String, String> annotations() {
    return document.annotations();
  }

  /** The artifact type, else the config's media type; empty for indexes without one. */
  public Optional<String> artifactType() {
    return document
        .artifactType()
        .filter(type -> !type.isEmpty())
        .or(() -> config().map(Descriptor::mediaType));
  }

  /** Whether its config is that of a container image, which has a platform. */
  public boolean image() {
    return config()
        .map(Descriptor::mediaType)
        .filter(t -> t.equals(MediaTypes.OCI_CONFIG) || t.equals(MediaTypes.DOCKER_CONFIG))
        .isPresent();
  }

  /** How a referrers list shows it: with artifact type and annotations. */
  public Descriptor asReferrer() {
    return new Descriptor(
        raw.mediaType(),
        raw.digest(),
        raw.bytes().length,
        artifactType(),
        annotations(),
        Optional.empty());
  }

  /** Whether it refers to that manifest. */
  public boolean refersTo(Digest other) {
    return document.subject().map(s -> s.digest().equals(other)).orElse(false);
  }
}

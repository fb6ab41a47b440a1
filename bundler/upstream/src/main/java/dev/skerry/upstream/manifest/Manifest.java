package dev.skerry.upstream.manifest;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.upstream.UpstreamError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a manifest or index names, beside its bytes (OCI image-spec 1.1, Docker image manifest
 * v2.2).
 *
 * @param raw as it came
 * @param artifactType of an artifact, else the config's media type; empty for indexes without one
 * @param config of an image or artifact
 * @param layers of an image or artifact
 * @param children of an index
 * @param subject what it refers to
 */
public record Manifest(
    RawManifest raw,
    Optional<String> artifactType,
    Optional<Descriptor> config,
    List<Descriptor> layers,
    List<Descriptor> children,
    Optional<Descriptor> subject,
    Map<String, String> annotations) {
  private static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+";

  /** Copies the lists. */
  public Manifest {
    layers = List.copyOf(layers);
    children = List.copyOf(children);
    annotations = Map.copyOf(annotations);
  }

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
    if (!MediaTypes.isManifest(raw.mediaType())) {
      throw new SkerryException(
          UpstreamError.BAD_MANIFEST, item, "has the media type " + raw.mediaType());
    }
    fields
        .optionalText("mediaType")
        .filter(type -> !type.equals(raw.mediaType()))
        .ifPresent(type -> {
          throw fields.refuse("mediaType", "is " + type + ", it came as " + raw.mediaType());
        });
    return read(raw, fields);
  }

  private static Manifest read(RawManifest raw, Fields fields) {
    boolean index = MediaTypes.isIndex(raw.mediaType());
    Optional<Descriptor> config =
        index ? Optional.empty() : Optional.of(Descriptors.read(fields.object("config")));
    Optional<String> named = fields.optionalText("artifactType").filter(type -> !type.isEmpty());
    return new Manifest(
        raw,
        named.or(() -> config.map(Descriptor::mediaType)),
        config,
        index ? List.of() : fields.objects("layers", Descriptors::read),
        index ? fields.objects("manifests", Descriptors::read) : List.of(),
        fields.optionalObject("subject").map(Descriptors::read),
        fields.textMap("annotations"));
  }

  /** Whether it lists other manifests. */
  public boolean index() {
    return MediaTypes.isIndex(raw.mediaType());
  }

  /** Whether its config is that of a container image, which has a platform. */
  public boolean image() {
    return config
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
        artifactType,
        annotations,
        Optional.empty());
  }

  /** Whether it refers to that manifest. */
  public boolean refersTo(Digest other) {
    return subject.map(s -> s.digest().equals(other)).orElse(false);
  }
}

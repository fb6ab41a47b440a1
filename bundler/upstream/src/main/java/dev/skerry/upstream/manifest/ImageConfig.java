package dev.skerry.upstream.manifest;

import dev.skerry.format.Platform;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonValue;
import dev.skerry.upstream.UpstreamError;
import java.util.List;
import java.util.Optional;

/**
 * What Skerry reads of an image's config (OCI image-spec 1.1, "config.md").
 *
 * @param platform empty when it names none
 * @param diffIds digests of the layers before compression, as they are spelled
 * @param version label {@code org.opencontainers.image.version}
 */
public record ImageConfig(
    Optional<Platform> platform, List<String> diffIds, Optional<String> version) {
  /** The label and annotation with an image's version. */
  public static final String VERSION = "org.opencontainers.image.version";

  /** Copies the list. */
  public ImageConfig {
    diffIds = List.copyOf(diffIds);
  }

  /** Reads a config. */
  public static ImageConfig parse(byte[] bytes, String item) {
    Fields fields =
        Fields.of(
            JsonReader.lenient(bytes, UpstreamError.BAD_MANIFEST, item),
            item,
            UpstreamError.BAD_MANIFEST);
    return new ImageConfig(
        Descriptors.osAndArchitecture(fields),
        fields.optionalObject("rootfs").map(rootfs -> rootfs.texts("diff_ids")).orElse(List.of()),
        version(fields));
  }

  private static Optional<String> version(Fields fields) {
    return Optional.of(fields)
        .filter(f -> present(f, "config"))
        .flatMap(f -> f.optionalObject("config"))
        .filter(f -> present(f, "Labels"))
        .flatMap(f -> f.optionalObject("Labels"))
        .flatMap(labels -> labels.optionalText(VERSION));
  }

  /** Docker writes {@code "Labels":null} where there are none. */
  private static boolean present(Fields fields, String name) {
    return !(fields.raw().members().get(name) instanceof JsonValue.Null);
  }
}

package dev.skerry.upstream.manifest;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonText;
import dev.skerry.upstream.UpstreamError;
import java.util.Map;
import java.util.Optional;

/** Descriptors in JSON (OCI image-spec 1.1, "descriptor.md"). */
public final class Descriptors {
  private Descriptors() {}

  /**
   * Reads one; of what it does not know it takes no notice.
   *
   * @throws SkerryException when format v1 cannot carry it: sha512, or 8 GiB and more
   */
  public static Descriptor read(Fields fields) {
    String digest = fields.text("digest");
    if (digest.startsWith("sha512:")) {
      throw new SkerryException(UpstreamError.SHA512, digest, "is addressed by sha512");
    }
    if (!Digest.isDigest(digest)) {
      throw fields.refuse("digest", "is " + digest + ", not a SHA-256 digest");
    }
    long size = fields.number("size");
    if (size < 0) {
      throw fields.refuse("size", "is negative");
    }
    if (size > Limits.V1.member()) {
      throw new SkerryException(
          UpstreamError.TOO_LARGE, digest, "has " + size + " bytes, 8 GiB or more");
    }
    return new Descriptor(
        fields.optionalText("mediaType").orElse(""),
        Digest.parse(digest),
        size,
        fields.optionalText("artifactType").filter(type -> !type.isEmpty()),
        fields.textMap("annotations"),
        platform(fields));
  }

  /** The {@code platform} of an index entry; empty where it has none or names no system. */
  private static Optional<Platform> platform(Fields fields) {
    return fields.optionalObject("platform").flatMap(Descriptors::osAndArchitecture);
  }

  /** Reads {@code os}, {@code architecture} and {@code variant} of an object. */
  static Optional<Platform> osAndArchitecture(Fields fields) {
    String os = fields.optionalText("os").orElse("");
    String architecture = fields.optionalText("architecture").orElse("");
    String variant = fields.optionalText("variant").orElse("");
    return os.isEmpty() || architecture.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Platform.parse(os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant)));
  }

  /** Writes one, members in the specification's order. */
  public static void write(JsonText json, Descriptor descriptor) {
    json.put("mediaType", descriptor.mediaType())
        .put("digest", descriptor.digest().toString())
        .put("size", descriptor.size());
    descriptor.artifactType().ifPresent(type -> json.put("artifactType", type));
    descriptor
        .platform()
        .ifPresent(platform ->
            json.object(
                "platform",
                inner -> {
                  inner.put("architecture", platform.architecture()).put("os", platform.os());
                  platform.variant().ifPresent(variant -> inner.put("variant", variant));
                }));
    Map<String, String> annotations = descriptor.annotations();
    if (!annotations.isEmpty()) {
      json.object("annotations", inner -> annotations.forEach(inner::put));
    }
  }
}

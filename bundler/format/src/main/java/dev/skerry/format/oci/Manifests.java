package dev.skerry.format.oci;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads manifests and indexes that other programs wrote. */
public final class Manifests {
  private static final String UNKNOWN = "unknown";
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{0,255}");
  private static final int MOST_SHOWN = 80;

  private Manifests() {}

  /**
   * Reads a manifest or index leniently: unknown members and nulls are ignored, the bytes are kept.
   * A body that could be read as both, or that says another type of itself, is refused: two
   * programs would see two things in it (CVE-2021-41190).
   *
   * @param mediaType the type under which it was found; decides what it is
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link OciError#MANIFEST}
   */
  public static ManifestDocument parse(byte[] bytes, String mediaType, String item) {
    if (!MediaTypes.isManifest(mediaType)) {
      throw refuse(item, "has the type " + mediaType + ", which is no manifest of OCI or Docker");
    }
    if (bytes.length > Limits.V1.manifest()) {
      throw refuse(
          item, "has %d bytes, %d are the most".formatted(bytes.length, Limits.V1.manifest()));
    }
    JsonValue.Obj object = withoutNulls(JsonReader.lenient(bytes, OciError.MANIFEST, item));
    Fields f = Fields.of(object, item, OciError.MANIFEST);
    requireOneMeaning(f, mediaType, item);
    return MediaTypes.isIndex(mediaType) ? index(f, bytes, mediaType) : image(f, bytes, mediaType);
  }

  private static void requireOneMeaning(Fields f, String mediaType, String item) {
    if (f.number("schemaVersion") != 2) {
      throw refuse(item, "has another schemaVersion than 2");
    }
    Optional<String> own = f.optionalText("mediaType");
    if (own.isPresent() && !own.get().equals(mediaType)) {
      throw refuse(item, "says it is %s, but is listed as %s".formatted(own.get(), mediaType));
    }
    if (f.has("manifests") && (f.has("layers") || f.has("config"))) {
      throw refuse(item, "has both manifests and layers");
    }
  }

  private static ManifestDocument.Index index(Fields f, byte[] bytes, String mediaType) {
    if (!f.has("manifests")) {
      throw f.refuse("manifests", "is missing");
    }
    return new ManifestDocument.Index(
        bytes,
        mediaType,
        artifactType(f),
        f.objects("manifests", Manifests::descriptor),
        f.optionalObject("subject").map(Manifests::descriptor),
        f.textMap("annotations"));
  }

  private static ManifestDocument.Image image(Fields f, byte[] bytes, String mediaType) {
    return new ManifestDocument.Image(
        bytes,
        mediaType,
        artifactType(f),
        descriptor(f.object("config")),
        f.objects("layers", Manifests::descriptor),
        f.optionalObject("subject").map(Manifests::descriptor),
        f.textMap("annotations"));
  }

  private static Descriptor descriptor(Fields f) {
    long size = f.number("size");
    if (size < 0) {
      throw f.refuse("size", "is negative");
    }
    return new Descriptor(
        type(f, f.text("mediaType")),
        digest(f),
        size,
        artifactType(f),
        f.textMap("annotations"),
        f.optionalObject("platform").map(Manifests::platform));
  }

  private static Optional<String> artifactType(Fields f) {
    return f.optionalText("artifactType").map(text -> type(f, text));
  }

  /** It stands in headers and on terminals: anything that ends a line or moves a cursor is out. */
  private static String type(Fields f, String text) {
    if (!PRINTABLE.matcher(text).matches()) {
      throw f.refuse("mediaType or artifactType", "is no type: " + OneLine.of(text, MOST_SHOWN));
    }
    return text;
  }

  private static Digest digest(Fields f) {
    String text = f.text("digest");
    if (!Digest.isDigest(text)) {
      throw f.refuse("digest", "is " + text + "; format v1 carries sha256 only");
    }
    return Digest.parse(text);
  }

  private static Platform platform(Fields f) {
    return new Platform(
        f.optionalText("os").orElse(UNKNOWN),
        f.optionalText("architecture").orElse(UNKNOWN),
        f.optionalText("variant").filter(v -> !v.isEmpty()));
  }

  /** Some builders write {@code null} for what they leave out. */
  private static JsonValue.Obj withoutNulls(JsonValue.Obj object) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    object
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof JsonValue.Null)) {
            members.put(name, withoutNulls(value));
          }
        });
    return new JsonValue.Obj(members);
  }

  private static JsonValue withoutNulls(JsonValue value) {
    return switch (value) {
      case JsonValue.Obj o -> withoutNulls(o);
      case JsonValue.Arr a ->
          new JsonValue.Arr(a.items().stream().map(v -> withoutNulls(v)).toList());
      case JsonValue other -> other;
    };
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(OciError.MANIFEST, item, reason);
  }
}

package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.store.StoredManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest or index as it was pushed: the row that it makes, and what it needs.
 *
 * @param row what the catalog keeps
 * @param children manifests that it lists
 * @param blobs config and layers that must be there
 * @param foreign layers that may lawfully be absent
 */
record PushedManifest(
    StoredManifest row, List<Digest> children, List<Digest> blobs, List<Digest> foreign) {
  PushedManifest {
    children = List.copyOf(children);
    blobs = List.copyOf(blobs);
    foreign = List.copyOf(foreign);
  }

  /**
   * Reads a manifest.
   *
   * @param contentType media type that the client sent, without parameters
   * @param item its name, for messages
   * @throws SkerryException {@link RegistryError#MANIFEST_INVALID} or {@link
   *     RegistryError#ALGORITHM}
   */
  static PushedManifest read(byte[] raw, Optional<String> contentType, String item) {
    RegistryError invalid = RegistryError.MANIFEST_INVALID;
    Fields fields = Fields.of(JsonReader.lenient(raw, invalid, item), item, invalid);
    String mediaType = mediaType(fields, contentType, item);
    Optional<Digest> subject = fields.optionalObject("subject").map(PushedManifest::digest);
    Optional<String> artifactType = fields.optionalText("artifactType").filter(t -> !t.isEmpty());
    List<Digest> blobs = new ArrayList<>();
    List<Digest> foreign = new ArrayList<>();
    List<Digest> children = List.of();
    if (MediaTypes.isIndex(mediaType)) {
      children = fields.objects("manifests", PushedManifest::digest);
    } else {
      Fields config = fields.object("config");
      blobs.add(digest(config));
      artifactType = artifactType.or(() -> config.optionalText("mediaType"));
      fields.objects("layers", f -> f).forEach(layer -> add(layer, blobs, foreign));
    }
    return new PushedManifest(
        new StoredManifest(Digest.of(raw), mediaType, raw.length, artifactType, subject),
        children,
        blobs,
        foreign);
  }

  private static void add(Fields layer, List<Digest> blobs, List<Digest> foreign) {
    boolean absent = MediaTypes.isForeignLayer(layer.text("mediaType"));
    (absent ? foreign : blobs).add(digest(layer));
  }

  private static Digest digest(Fields descriptor) {
    return Digests.requirePushed(descriptor.text("digest"));
  }

  private static String mediaType(Fields fields, Optional<String> contentType, String item) {
    Optional<String> inside = fields.optionalText("mediaType");
    String mediaType =
        contentType
            .or(() -> inside)
            .orElseThrow(() -> invalid(item, "came without a Content-Type"));
    if (!MediaTypes.isManifest(mediaType)) {
      throw invalid(item, "is " + mediaType + ", not an OCI or Docker manifest or index");
    }
    if (inside.isPresent() && !inside.get().equals(mediaType)) {
      throw invalid(item, "says " + inside.get() + " inside and came as " + mediaType);
    }
    return mediaType;
  }

  private static SkerryException invalid(String item, String reason) {
    return new SkerryException(RegistryError.MANIFEST_INVALID, item, reason);
  }
}

package dev.skerry.upstream.kit;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.json.JsonText;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.manifest.Descriptors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes small images, indexes, artifacts and signatures in an OCI layout. */
public final class Layouts {
  public static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private final ContentStore store;

  public Layouts(ContentStore store) {
    this.store = store;
  }

  public Descriptor blob(String mediaType, byte[] bytes) {
    return Descriptor.of(mediaType, store.put(bytes), bytes.length);
  }

  /** An image of one platform. */
  public Descriptor image(String architecture, Descriptor... layers) {
    byte[] config =
        """
        {"architecture":"%s","os":"linux","config":{"Labels":null},
        "rootfs":{"type":"layers","diff_ids":["%s"]}}\
        """
            .formatted(architecture, Digest.of(new byte[0]))
            .getBytes(StandardCharsets.UTF_8);
    return manifest(
        Optional.empty(), blob(MediaTypes.OCI_CONFIG, config), List.of(layers), Optional.empty());
  }

  /** An artifact that refers to another manifest. */
  public Descriptor artifact(String type, Descriptor subject, Descriptor... layers) {
    Descriptor empty = blob(EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
    return manifest(Optional.of(type), empty, List.of(layers), Optional.of(subject));
  }

  private Descriptor manifest(
      Optional<String> type,
      Descriptor config,
      List<Descriptor> layers,
      Optional<Descriptor> subject) {
    JsonText json =
        JsonText.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    type.ifPresent(t -> json.put("artifactType", t));
    json.object("config", c -> Descriptors.write(c, config));
    json.allObjects("layers", layers, Descriptors::write);
    subject.ifPresent(s -> json.object("subject", c -> Descriptors.write(c, s)));
    return blob(MediaTypes.OCI_MANIFEST, json.bytes());
  }

  public Descriptor index(Descriptor... children) {
    return blob(
        MediaTypes.OCI_INDEX,
        JsonText.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .allObjects("manifests", List.of(children), Descriptors::write)
            .bytes());
  }

  public void name(String name, Descriptor descriptor) {
    store.publish(new TreeMap<>(Map.of(name, descriptor)));
  }
}

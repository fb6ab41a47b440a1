package dev.skerry.desk.init;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.archive.Assembly;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An OCI layout with one small image for two platforms: one text file as its only layer. */
final class ExampleImage {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String TAG = "1.0.0";

  private final SortedMap<String, byte[]> files = new TreeMap<>();

  private ExampleImage() {}

  /** The layout's files by name. */
  static SortedMap<String, byte[]> files() {
    ExampleImage image = new ExampleImage();
    List<Platformed> children = new ArrayList<>();
    for (String architecture : List.of("amd64", "arm64")) {
      children.add(new Platformed(architecture, image.manifest(architecture)));
    }
    Descriptor index =
        image.blob(
            MediaTypes.OCI_INDEX,
            JsonText.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_INDEX)
                .allObjects("manifests", children, ExampleImage::child)
                .bytes());
    image.files.put("oci-layout", Assembly.ociLayout());
    image.files.put(
        "index.json",
        JsonText.object()
            .put("schemaVersion", 2)
            .allObjects("manifests", List.of(index), ExampleImage::named)
            .bytes());
    return image.files;
  }

  private record Platformed(String architecture, Descriptor manifest) {}

  private static void child(JsonText json, Platformed child) {
    put(json, child.manifest());
    json.object("platform", p -> p.put("architecture", child.architecture()).put("os", "linux"));
  }

  private static void named(JsonText json, Descriptor index) {
    put(json, index);
    json.object("annotations", a -> a.put("org.opencontainers.image.ref.name", TAG));
  }

  private Descriptor manifest(String architecture) {
    byte[] layer = tar("edge-os.txt", "A stand-in for an OS image for " + architecture + ".\n");
    Descriptor layerBlob = blob(LAYER, layer);
    Descriptor config =
        blob(
            MediaTypes.OCI_CONFIG,
            JsonText.object()
                .put("architecture", architecture)
                .put("os", "linux")
                .object("config", c -> {})
                .object(
                    "rootfs",
                    r ->
                        r.put("type", "layers")
                            .strings("diff_ids", List.of(layerBlob.digest().toString())))
                .bytes());
    return blob(
        MediaTypes.OCI_MANIFEST,
        JsonText.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .object("config", c -> put(c, config))
            .allObjects("layers", List.of(layerBlob), ExampleImage::put)
            .bytes());
  }

  private static void put(JsonText json, Descriptor descriptor) {
    json.put("mediaType", descriptor.mediaType())
        .put("digest", descriptor.digest().toString())
        .put("size", descriptor.size());
  }

  private Descriptor blob(String mediaType, byte[] bytes) {
    Digest digest = Digest.of(bytes);
    files.put("blobs/sha256/" + digest.hex(), bytes);
    return Descriptor.of(mediaType, digest, bytes.length);
  }

  private static byte[] tar(String name, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(UstarHeader.of(name, body.length));
    out.writeBytes(body);
    out.writeBytes(new byte[UstarHeader.padding(body.length)]);
    out.writeBytes(new byte[2 * UstarHeader.BLOCK]);
    return out.toByteArray();
  }
}

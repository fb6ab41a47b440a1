package dev.skerry.format.oci;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Manifests of plans, K3s releases, files and evidence (format section 4). */
public final class Artifacts {
  private static final String TITLE = "org.opencontainers.image.title";
  private static final String VERSION = "org.opencontainers.image.version";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  private Artifacts() {}

  /**
   * One file of an artifact.
   *
   * @param title its file name
   */
  public record Layer(String mediaType, Digest digest, long size, String title) {}

  /** The config of every artifact: the two bytes {@code {}}. */
  public static byte[] emptyConfig() {
    return EMPTY.clone();
  }

  /**
   * The manifest's bytes.
   *
   * @param artifactType for instance {@link MediaTypes#PLAN}
   * @param layers its files, ascending by title where there are several
   * @param version only for K3s releases
   */
  public static byte[] manifest(String artifactType, List<Layer> layers, Optional<String> version) {
    JsonText json =
        JsonText.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("artifactType", artifactType)
            .object(
                "config",
                config ->
                    config
                        .put("mediaType", MediaTypes.OCI_EMPTY)
                        .put("digest", Digest.of(EMPTY).toString())
                        .put("size", EMPTY.length))
            .allObjects("layers", layers, Artifacts::layer);
    version.ifPresent(v -> json.object("annotations", a -> a.put(VERSION, v)));
    return json.bytes();
  }

  private static void layer(JsonText json, Layer layer) {
    json.put("mediaType", layer.mediaType())
        .put("digest", layer.digest().toString())
        .put("size", layer.size())
        .object("annotations", a -> a.put(TITLE, layer.title()));
  }
}

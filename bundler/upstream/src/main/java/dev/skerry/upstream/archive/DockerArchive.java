package dev.skerry.upstream.archive;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Reference;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonValue;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.manifest.RawManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code docker save} wrote, as a Docker image manifest v2.2. The archive has none; the one
 * made here has one spelling, so the same archive always gives the same digest. Config and layers
 * stay as they are, compressed or not.
 *
 * @param manifest the manifest made
 * @param members the archive's member of each blob
 */
record DockerArchive(RawManifest manifest, Map<Digest, String> members) {
  private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar";

  /** One of the archive's images. */
  private record Saved(String config, List<String> tags, List<String> layers) {}

  /**
   * Reads the archive; every layer is hashed.
   *
   * @param name picks one of several images
   */
  static DockerArchive read(TarReader tar, Reference name, String where) throws IOException {
    Saved saved = pick(images(tar, where), name, where);
    Map<Digest, String> members = new LinkedHashMap<>();
    Descriptor config = describe(tar, saved.config(), MediaTypes.DOCKER_CONFIG);
    members.put(config.digest(), saved.config());
    List<Descriptor> layers = new ArrayList<>();
    for (String layer : saved.layers()) {
      Descriptor descriptor = describe(tar, layer, layerType(tar, layer));
      members.put(descriptor.digest(), layer);
      layers.add(descriptor);
    }
    return new DockerArchive(RawManifest.of(MediaTypes.DOCKER_MANIFEST, config, layers), members);
  }

  /** {@code manifest.json} is a list; only as a member can the reader of objects read it. */
  private static List<Saved> images(TarReader tar, String where) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.writeBytes("{\"images\":".getBytes(StandardCharsets.UTF_8));
    try (InputStream in = tar.open("manifest.json")) {
      object.writeBytes(in.readNBytes(Limits.V1.manifest()));
    }
    object.write('}');
    String item = where + " manifest.json";
    return Fields.of(
            JsonReader.lenient(object.toByteArray(), UpstreamError.BROKEN_SOURCE, item),
            item,
            UpstreamError.BROKEN_SOURCE)
        .objects("images", DockerArchive::image);
  }

  private static Saved image(Fields fields) {
    boolean tagged = fields.raw().members().get("RepoTags") instanceof JsonValue.Arr;
    return new Saved(
        fields.text("Config"),
        tagged ? fields.texts("RepoTags") : List.of(),
        fields.texts("Layers"));
  }

  private static Saved pick(List<Saved> images, Reference name, String where) {
    if (images.size() == 1) {
      return images.getFirst();
    }
    return images.stream()
        .filter(image -> image.tags().stream().anyMatch(tag -> sameImage(tag, name)))
        .findFirst()
        .orElseThrow(() ->
            new SkerryException(
                UpstreamError.AMBIGUOUS,
                where,
                "has %s, none of them %s: %s"
                    .formatted(
                        Amounts.count(images.size(), "image"),
                        name,
                        images.stream().flatMap(image -> image.tags().stream()).toList())));
  }

  /** Docker leaves its own host and {@code library/} out of tags. */
  private static boolean sameImage(String tag, Reference name) {
    String full = name.toString();
    return tag.equals(full)
        || ("docker.io/" + tag).equals(full)
        || ("docker.io/library/" + tag).equals(full);
  }

  private static String layerType(TarReader tar, String layer) throws IOException {
    try (InputStream in = tar.open(layer)) {
      byte[] magic = in.readNBytes(Integer.BYTES);
      if (PlainTar.isGzip(magic)) {
        return LAYER + ".gzip";
      }
      return PlainTar.isZstd(magic) ? LAYER + ".zstd" : LAYER;
    }
  }

  private static Descriptor describe(TarReader tar, String member, String mediaType)
      throws IOException {
    MessageDigest hash = Digest.sha256();
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    try (InputStream in = tar.open(member)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    return Descriptor.of(mediaType, Digest.of(hash), tar.size(member));
  }
}

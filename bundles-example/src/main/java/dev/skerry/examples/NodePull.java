package dev.skerry.examples;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Plays a node where neither containerd nor skopeo is installed: pulls with Jib's registry client
 * by tag and by digest, and compares every blob with the release desk's content store.
 */
public final class NodePull {
  private final RegistryClient client;
  private final Path content;
  private final Path scratch;

  private NodePull(RegistryClient client, Path content, Path scratch) {
    this.client = client;
    this.content = content;
    this.scratch = scratch;
  }

  /**
   * Pulls images and ends with 1 when a byte differs.
   *
   * @param args host and port of the gateway, the content store, a folder for work files, then
   *     {@code repository:tag} as often as wanted
   */
  public static void main(String[] args) throws Exception {
    Path scratch = Files.createDirectories(Path.of(args[2]));
    for (String image : List.of(args).subList(3, args.length)) {
      int colon = image.lastIndexOf(':');
      FailoverHttpClient http = new FailoverHttpClient(true, false, event -> {});
      RegistryClient client =
          RegistryClient.factory(EventHandlers.NONE, args[0], image.substring(0, colon), http)
              .newRegistryClient();
      int blobs = new NodePull(client, Path.of(args[1]), scratch).pull(image.substring(colon + 1));
      System.out.println("  " + image + ": " + blobs + " blobs are equal to the last byte");
      http.shutDown();
    }
  }

  private int pull(String tag) throws Exception {
    ManifestAndDigest<?> byTag = client.pullManifest(tag);
    ManifestAndDigest<?> byDigest = client.pullManifest(byTag.getDigest().toString());
    compare(byTag.getDigest(), byDigest.getDigest());
    int blobs = 0;
    for (String digest : images(byTag)) {
      blobs += image((BuildableManifestTemplate) client.pullManifest(digest).getManifest());
    }
    return blobs;
  }

  private static List<String> images(ManifestAndDigest<?> pulled) {
    if (pulled.getManifest() instanceof ManifestListTemplate list) {
      List<String> digests = new ArrayList<>();
      for (String architecture : List.of("amd64", "arm64")) {
        digests.addAll(list.getDigestsForPlatform(architecture, "linux"));
      }
      return digests;
    }
    return List.of(pulled.getDigest().toString());
  }

  private int image(BuildableManifestTemplate manifest) throws Exception {
    List<ContentDescriptorTemplate> parts = new ArrayList<>(manifest.getLayers());
    parts.add(Objects.requireNonNull(manifest.getContainerConfiguration(), "config"));
    for (ContentDescriptorTemplate part : parts) {
      blob(Objects.requireNonNull(part.getDigest(), "digest"));
    }
    return parts.size();
  }

  private void blob(DescriptorDigest digest) throws Exception {
    Blob blob = client.pullBlob(digest, size -> {}, bytes -> {});
    Path pulled = scratch.resolve(digest.getHash());
    try (var out = Files.newOutputStream(pulled)) {
      compare(blob.writeTo(out).getDigest(), digest);
    }
    Path carried = content.resolve("blobs/sha256").resolve(digest.getHash());
    if (Files.mismatch(pulled, carried) >= 0) {
      throw new IOException(digest + " differs from " + carried);
    }
  }

  private static void compare(DescriptorDigest found, DescriptorDigest expected)
      throws IOException {
    if (!found.equals(expected)) {
      throw new IOException("expected " + expected + ", found " + found);
    }
  }
}

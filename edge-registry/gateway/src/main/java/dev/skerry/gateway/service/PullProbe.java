package dev.skerry.gateway.service;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Reference;
import dev.skerry.format.document.Content;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Asks this gateway's own registry for an image as a node would: the manifest by its reference, the
 * manifests of the wanted platforms, and the first byte of each blob.
 */
final class PullProbe {
  private final OwnRegistry registry;

  PullProbe(OwnRegistry registry) {
    this.registry = registry;
  }

  /** What goes wrong in pulling; empty when nothing does. */
  Optional<String> fault(Content content) {
    Reference reference = Reference.parse(content.reference());
    String named = reference.tag().orElse(content.digest().toString());
    try {
      pull(content, reference, named, content.digest(), content.mediaType());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (SkerryException e) {
      return Optional.of(e.problem().item() + " " + e.problem().reason());
    }
  }

  private void pull(
      Content content, Reference reference, String named, Digest expected, String mediaType)
      throws IOException {
    byte[] bytes = manifest(reference, named);
    if (!Digest.of(bytes).equals(expected)) {
      throw new IOException(named + " answers " + Digest.of(bytes) + ", not " + expected);
    }
    switch (Manifests.parse(bytes, mediaType, expected.toString())) {
      case ManifestDocument.Index index -> {
        for (Descriptor child : index.manifests()) {
          if (wanted(content, child)) {
            String digest = child.digest().toString();
            pull(content, reference, digest, child.digest(), child.mediaType());
          }
        }
      }
      case ManifestDocument.Image image -> {
        firstByte(reference, image.config());
        for (Descriptor layer : image.layers()) {
          boolean foreign = MediaTypes.isForeignLayer(layer.mediaType());
          if (!(foreign && content.foreignSkip())) {
            firstByte(reference, layer);
          }
        }
      }
    }
  }

  private static boolean wanted(Content content, Descriptor child) {
    return child.platform().isPresent()
        && content.platforms().stream().anyMatch(p -> p.matches(child.platform().get()));
  }

  private byte[] manifest(Reference reference, String named) throws IOException {
    HttpURLConnection connection = registry.open(reference, "manifests/" + named);
    try (InputStream in = body(connection, named)) {
      return in.readNBytes(Limits.V1.manifest());
    } finally {
      connection.disconnect();
    }
  }

  private void firstByte(Reference reference, Descriptor blob) throws IOException {
    if (blob.size() == 0) {
      return;
    }
    String digest = blob.digest().toString();
    HttpURLConnection connection = registry.open(reference, "blobs/" + digest);
    connection.setRequestProperty("Range", "bytes=0-0");
    try (InputStream in = body(connection, digest)) {
      String range = String.valueOf(connection.getHeaderField("Content-Range"));
      if (in.read() < 0 || !range.endsWith("/" + blob.size())) {
        throw new IOException(digest + " has not the " + blob.size() + " bytes that it should");
      }
    } finally {
      connection.disconnect();
    }
  }

  private static InputStream body(HttpURLConnection connection, String what) throws IOException {
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
      throw new IOException("the registry answers " + status + " for " + what);
    }
    return connection.getInputStream();
  }
}

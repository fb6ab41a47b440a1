package dev.skerry.examples.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes OCI layouts on disk. */
public final class Layouts {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private Layouts() {}

  /**
   * Makes an index of the layout's only image and of one for another architecture, whose bytes are
   * not here, as in a layout that somebody copied for one platform.
   *
   * @param tag names the index from now on
   * @param digest of the manifest that is absent
   */
  public static void addPlatform(Path layout, String tag, String digest, String architecture)
      throws IOException {
    Path names = layout.resolve("index.json");
    JsonNode image = new ObjectMapper().readTree(Files.readString(names)).at("/manifests/0");
    String entry =
        """
        {"mediaType":%s,"digest":"%s","size":%d,"platform":{"architecture":"%s","os":"linux"}}\
        """;
    String type = image.get("mediaType").toString();
    long size = image.get("size").asLong();
    String index =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[%s,%s]}\
        """
            .formatted(
                INDEX,
                entry.formatted(type, image.get("digest").asText(), size, "amd64"),
                entry.formatted(type, digest, 123, architecture));
    String hash = Images.hash(index);
    Files.writeString(layout.resolve("blobs").resolve(hash.replace(':', '/')), index);
    Files.writeString(
        names,
        """
        {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"%s","size":%d,
        "annotations":{"org.opencontainers.image.ref.name":"%s"}}]}
        """
            .formatted(INDEX, hash, index.length(), tag));
  }
}

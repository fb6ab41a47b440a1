package dev.skerry.desk.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry in memory that answers what a pull asks; every repository has everything. */
public final class SmallRegistry implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");

  private record Stored(String mediaType, byte[] bytes) {}

  private final Map<String, Stored> content = new ConcurrentHashMap<>();
  private final AtomicInteger blobs = new AtomicInteger();
  private final HttpServer server;

  /** Starts on a free port. */
  public SmallRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How many blobs were asked for. */
  public int blobRequests() {
    return blobs.get();
  }

  /** Stores an image for these platforms under a tag, each with one layer; returns its digest. */
  public Digest image(String name, String text, String... platforms) {
    List<Digest> children = List.of(platforms).stream().map(p -> child(text, p)).toList();
    String index =
        JsonText.object()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .allObjects(
                "manifests",
                List.of(platforms),
                (json, platform) -> {
                  Digest digest = children.get(List.of(platforms).indexOf(platform));
                  String[] parts = platform.split("/");
                  json.put("mediaType", MediaTypes.OCI_MANIFEST)
                      .put("digest", digest.toString())
                      .put("size", content.get(digest.toString()).bytes().length)
                      .object("platform", p -> p.put("architecture", parts[1]).put("os", parts[0]));
                })
            .text();
    return tag(name, put(MediaTypes.OCI_INDEX, index));
  }

  private Digest child(String text, String platform) {
    String[] parts = platform.split("/");
    String layer = text + " for " + platform;
    String config =
        """
        {"architecture":"%s","os":"%s","rootfs":{"type":"layers","diff_ids":["%s"]}}\
        """
            .formatted(parts[1], parts[0], Digest.of(utf8(layer)));
    Digest configDigest = put(MediaTypes.OCI_CONFIG, config);
    Digest layerDigest = put("application/vnd.oci.image.layer.v1.tar", layer);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",\
        "config":{"mediaType":"%s","digest":"%s","size":%d},\
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}\
        """
            .formatted(
                MediaTypes.OCI_MANIFEST,
                MediaTypes.OCI_CONFIG,
                configDigest,
                config.length(),
                layerDigest,
                layer.length());
    return put(MediaTypes.OCI_MANIFEST, manifest);
  }

  /** Stores a cosign-style signature tag of an image. */
  public Digest signature(String repository, Digest subject) {
    return tag(repository + ":sha256-" + subject.hex() + ".sig", child("signature", "linux/amd64"));
  }

  private Digest tag(String name, Digest digest) {
    content.put(name, content.get(digest.toString()));
    return digest;
  }

  private Digest put(String mediaType, String text) {
    byte[] bytes = utf8(text);
    Digest digest = Digest.of(bytes);
    content.put(digest.toString(), new Stored(mediaType, bytes));
    return digest;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      boolean known = path.matches();
      boolean blob = known && path.group(2).equals("blobs");
      String digest = known ? path.group(3) : "";
      Stored found = content.get(digest.startsWith("sha256:") ? digest : named(path, known));
      if (found == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      blobs.addAndGet(blob ? 1 : 0);
      exchange.getResponseHeaders().set("Content-Type", found.mediaType());
      exchange
          .getResponseHeaders()
          .set("Docker-Content-Digest", Digest.of(found.bytes()).toString());
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : found.bytes().length);
      if (!head) {
        exchange.getResponseBody().write(found.bytes());
      }
    }
  }

  private static String named(Matcher path, boolean known) {
    return known ? path.group(1) + ":" + path.group(3) : "";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

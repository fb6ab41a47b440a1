package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Real images with real layers, made by umoci and pushed by skopeo. */
public final class Images {
  private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  private final Path work;
  private final String registry;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Works in a folder of its own and pushes to a registry that speaks plain HTTP. */
  public Images(Path work, String registry) {
    Tools.need("umoci", "skopeo", "busybox");
    Tools.needRoot();
    this.work = work;
    this.registry = registry;
  }

  /** An image of three layers whose program prints a line; its layout folder. */
  public Path build(String line, String architecture) {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(work), "image");
      umoci(folder, "init", "--layout", "layout");
      umoci(folder, "new", "--image", "layout:t");
      umoci(folder, "unpack", "--image", "layout:t", "bundle");
      Path bin = Files.createDirectories(folder.resolve("bundle/rootfs/bin"));
      Run.ok(folder, "cp", "/bin/busybox", bin.toString());
      umoci(folder, "repack", "--refresh-bundle", "--image", "layout:t", "bundle");
      Files.createSymbolicLink(bin.resolve("sh"), Path.of("busybox"));
      umoci(folder, "repack", "--refresh-bundle", "--image", "layout:t", "bundle");
      Files.writeString(folder.resolve("bundle/rootfs/line"), line + "\n");
      umoci(folder, "repack", "--image", "layout:t", "bundle");
      String entry = "--config.entrypoint";
      umoci(
          folder,
          "config",
          "--image",
          "layout:t",
          "--architecture",
          architecture,
          entry,
          "/bin/busybox",
          entry,
          "cat",
          entry,
          "/line");
      return folder.resolve("layout");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pushes a layout as it is. */
  public void push(Path layout, String image, String... options) {
    skopeo("oci:" + layout + ":t", image, options);
  }

  /** Pushes with zstd layers. */
  public void pushZstd(Path layout, String image) {
    Path plain = layout.resolveSibling("plain");
    Run.ok(
        work, "skopeo", "copy", "-q", "--dest-decompress", "oci:" + layout + ":t", "dir:" + plain);
    skopeo("dir:" + plain, image, "--dest-compress", "--dest-compress-format", "zstd");
  }

  private void skopeo(String from, String image, String... options) {
    String[] fixed = {
      "skopeo", "copy", "-q", "--dest-tls-verify=false", from, "docker://" + registry + "/" + image
    };
    String[] command = new String[fixed.length + options.length];
    System.arraycopy(fixed, 0, command, 0, 3);
    System.arraycopy(options, 0, command, 3, options.length);
    System.arraycopy(fixed, 3, command, 3 + options.length, fixed.length - 3);
    Run.ok(work, command);
  }

  /** The digest of what a tag of the registry stands for. */
  public String digest(String image) {
    return hash(manifest(image));
  }

  /** The digest of the bytes. */
  public static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The manifest that a tag stands for, to the byte. */
  public String manifest(String image) {
    int colon = image.lastIndexOf(':');
    String path = image.substring(0, colon) + "/manifests/" + image.substring(colon + 1);
    HttpRequest.Builder get = request(path).header("Accept", OCI_MANIFEST + ", " + OCI_INDEX);
    get.header("Accept", "application/vnd.docker.distribution.manifest.v2+json");
    return send(get.GET().build(), 200).body();
  }

  /** Puts an index of two images of a repository under a tag. */
  public void index(String repository, String amd64, String arm64, String tag) {
    String entries = entry(repository, amd64, "amd64") + "," + entry(repository, arm64, "arm64");
    put(
        repository,
        tag,
        OCI_INDEX,
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\
        """
            .formatted(OCI_INDEX, entries));
  }

  private String entry(String repository, String tag, String architecture) {
    String manifest = manifest(repository + ":" + tag);
    return """
    {"mediaType":"%s","digest":"%s","size":%d,"platform":{"architecture":"%s","os":"linux"}}\
    """
        .formatted(OCI_MANIFEST, hash(manifest), manifest.length(), architecture);
  }

  /** Attaches an artifact to what a tag stands for: a subject, and one layer that is text. */
  public String attach(String repository, String tag, String artifactType, String text) {
    String subject = manifest(repository + ":" + tag);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%1$s","artifactType":"%2$s",
        "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%3$s","size":2},
        "layers":[{"mediaType":"text/plain","digest":"%4$s","size":%5$d}],
        "subject":{"mediaType":"%6$s","digest":"%7$s","size":%8$d}}\
        """
            .formatted(
                OCI_MANIFEST,
                artifactType,
                blob(repository, "{}"),
                blob(repository, text),
                text.length(),
                subject.contains("\"manifests\"") ? OCI_INDEX : OCI_MANIFEST,
                hash(subject),
                subject.length());
    // The registry has no referrers API, so the fallback tag names them.
    String digest = hash(manifest);
    put(repository, digest, OCI_MANIFEST, manifest);
    String fallback =
        """
        {"schemaVersion":2,"mediaType":"%s","manifests":[
        {"mediaType":"%s","digest":"%s","size":%d,"artifactType":"%s"}]}\
        """
            .formatted(OCI_INDEX, OCI_MANIFEST, digest, manifest.length(), artifactType);
    put(repository, hash(subject).replace(':', '-'), OCI_INDEX, fallback);
    return digest;
  }

  /** Puts a cosign-style signature tag beside what a tag stands for. */
  public String sign(String repository, String tag) {
    String payload = "{\"critical\":{\"type\":\"cosign container image signature\"}}";
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",
        "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
        "layers":[{"mediaType":"application/vnd.dev.cosign.simplesigning.v1+json",
        "digest":"%s","size":%d,"annotations":{"dev.cosignproject.cosign/signature":"MEQ="}}]}\
        """
            .formatted(
                OCI_MANIFEST, blob(repository, "{}"), blob(repository, payload), payload.length());
    String name = digest(repository + ":" + tag).replace(':', '-') + ".sig";
    put(repository, name, OCI_MANIFEST, manifest);
    return name;
  }

  private void put(String repository, String reference, String mediaType, String manifest) {
    HttpRequest.Builder put = request(repository + "/manifests/" + reference);
    put.header("Content-Type", mediaType).PUT(HttpRequest.BodyPublishers.ofString(manifest));
    send(put.build(), 201);
  }

  private String blob(String repository, String text) {
    String digest = hash(text);
    HttpRequest.Builder post = request(repository + "/blobs/uploads/");
    HttpResponse<String> session =
        send(post.POST(HttpRequest.BodyPublishers.noBody()).build(), 202);
    URI location =
        URI.create("http://" + registry + "/")
            .resolve(session.headers().firstValue("Location").get());
    String query = (location.getQuery() == null ? "?" : "&") + "digest=" + digest;
    HttpRequest.Builder put = HttpRequest.newBuilder(URI.create(location + query));
    send(put.PUT(HttpRequest.BodyPublishers.ofString(text)).build(), 201);
    return digest;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + registry + "/v2/" + path));
  }

  private HttpResponse<String> send(HttpRequest request, int expected) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void umoci(Path folder, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "umoci";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Run.ok(folder, command);
  }
}

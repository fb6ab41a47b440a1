package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.Reference;
import dev.skerry.format.error.SkerryException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The grammar of the API's paths. */
final class OciPath {
  private static final String ROOT = "/v2/";
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:/-]{1,1024}");
  private static final Pattern UPLOAD_ID = Pattern.compile("[0-9a-f-]{36}");
  private static final Pattern SHA512 = Pattern.compile("sha512:[0-9a-f]{128}");

  private OciPath() {}

  static OciRequest parse(String path) {
    if (!path.startsWith(ROOT) || !SAFE.matcher(path).matches()) {
      throw none(path);
    }
    String[] parts = path.substring(ROOT.length()).split("/", -1);
    int n = parts.length;
    String last = parts[n - 1];
    String kind = n > 2 ? parts[n - 2] : "";
    if (n > 3 && kind.equals("uploads") && parts[n - 3].equals("blobs")) {
      String name = name(parts, n - 3);
      return last.isEmpty()
          ? new OciRequest.StartUpload(name)
          : new OciRequest.Upload(name, uploadId(last));
    }
    return switch (kind) {
      case "manifests" -> new OciRequest.Manifest(name(parts, n - 2), reference(last));
      case "blobs" ->
          last.equals("uploads")
              ? new OciRequest.StartUpload(name(parts, n - 2))
              : new OciRequest.Blob(name(parts, n - 2), digest(last, RegistryError.BLOB_UNKNOWN));
      case "tags" -> tags(path, parts);
      case "referrers" ->
          new OciRequest.Referrers(
              name(parts, n - 2), digest(last, RegistryError.MANIFEST_UNKNOWN));
      default -> throw none(path);
    };
  }

  private static OciRequest tags(String path, String[] parts) {
    if (!parts[parts.length - 1].equals("list")) {
      throw none(path);
    }
    return new OciRequest.Tags(name(parts, parts.length - 2));
  }

  private static String name(String[] parts, int count) {
    String name = String.join("/", Arrays.copyOf(parts, count));
    if (name.isEmpty() || name.length() > 255 || !isName(name)) {
      throw new SkerryException(
          RegistryError.NAME_INVALID, name.isEmpty() ? "(empty)" : name, "is no repository name");
    }
    return name;
  }

  /** With a host in front, its letters and port are no part of the repository's grammar. */
  private static boolean isName(String name) {
    int slash = name.indexOf('/');
    boolean host = slash > 0 && Reference.isHost(name.substring(0, slash));
    return Reference.isRepository(host ? name.substring(slash + 1) : name)
        && (!host || Namespaces.isHost(name.substring(0, slash)));
  }

  private static String reference(String text) {
    if (Reference.isTag(text)) {
      return text;
    }
    return digest(text, RegistryError.MANIFEST_UNKNOWN).toString();
  }

  private static Digest digest(String text, RegistryError unknown) {
    if (SHA512.matcher(text).matches()) {
      throw new SkerryException(unknown, text, "is not here: only sha256 content is kept");
    }
    return Digests.require(text);
  }

  private static String uploadId(String text) {
    if (!UPLOAD_ID.matcher(text).matches()) {
      throw new SkerryException(RegistryError.UPLOAD_UNKNOWN, text, "is no upload");
    }
    return text;
  }

  private static SkerryException none(String path) {
    return new SkerryException(
        RegistryError.NO_SUCH_PATH, path.isEmpty() ? "/" : path, "is no path of the API");
  }
}

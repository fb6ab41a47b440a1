package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;

/**
 * A path of the OCI distribution API 1.1 as one validated value. Paths are read raw and from the
 * right, because repository names have slashes; what is not on the whitelist of the specification
 * never reaches the store.
 */
public sealed interface OciRequest {
  /** {@code /v2} and {@code /v2/}: end-1. */
  record Ping() implements OciRequest {}

  /** {@code /v2/_catalog}: Docker's list of repositories. */
  record Repositories() implements OciRequest {}

  /**
   * {@code /v2/<name>/manifests/<reference>}: end-3 and end-7.
   *
   * @param reference a tag or {@code sha256:<hex>}
   */
  record Manifest(String repository, String reference) implements OciRequest {}

  /** {@code /v2/<name>/blobs/<digest>}: end-2. */
  record Blob(String repository, Digest digest) implements OciRequest {}

  /** {@code /v2/<name>/tags/list}: end-8. */
  record Tags(String repository) implements OciRequest {}

  /** {@code /v2/<name>/referrers/<digest>}: end-12. */
  record Referrers(String repository, Digest subject) implements OciRequest {}

  /** {@code /v2/<name>/blobs/uploads/}: end-4 and end-11. */
  record StartUpload(String repository) implements OciRequest {}

  /** {@code /v2/<name>/blobs/uploads/<id>}: end-5, end-6, end-13 and end-14. */
  record Upload(String repository, String id) implements OciRequest {}

  /**
   * Reads a raw path.
   *
   * @throws SkerryException {@link RegistryError#NO_SUCH_PATH}, {@link RegistryError#NAME_INVALID},
   *     {@link RegistryError#DIGEST_INVALID}, or an unknown-content error for a digest of an
   *     algorithm that is never held
   */
  static OciRequest parse(String rawPath) {
    return switch (rawPath) {
      case "/v2", "/v2/" -> new Ping();
      case "/v2/_catalog" -> new Repositories();
      default -> OciPath.parse(rawPath);
    };
  }

  /** What the request is about, as one word for metrics. */
  default String route() {
    return switch (this) {
      case Ping p -> "ping";
      case Repositories r -> "repositories";
      case Manifest m -> "manifest";
      case Blob b -> "blob";
      case Tags t -> "tags";
      case Referrers r -> "referrers";
      case StartUpload s -> "upload";
      case Upload u -> "upload";
    };
  }
}

package dev.skerry.registry;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Side;
import java.util.Arrays;
import java.util.Optional;

/**
 * Failures of the distribution API, each with the HTTP status and the error code that the
 * distribution specification (1.1, "Error Codes") gives it.
 */
public enum RegistryError implements ErrorCode {
  MANIFEST_UNKNOWN(5001, 404, "MANIFEST_UNKNOWN", "Import the bundle that has this image."),
  BLOB_UNKNOWN(5002, 404, "BLOB_UNKNOWN", "Import the bundle that has this image."),
  NAME_UNKNOWN(5003, 404, "NAME_UNKNOWN", "Import the bundle that has this image."),
  NAME_INVALID(5004, 400, "NAME_INVALID", "Write the name as the distribution API spells it."),
  DIGEST_INVALID(5005, 400, "DIGEST_INVALID", "Write sha256: and 64 lower-case hex digits."),
  AMBIGUOUS(
      5006, 404, "MANIFEST_UNKNOWN", "Ask with ?ns=HOST, or put the host in front of the name."),
  NO_SUCH_PATH(5007, 404, "UNSUPPORTED", "Ask for a path of the OCI distribution API."),
  METHOD(
      5008, 405, "UNSUPPORTED", "Use the methods that Allow names; nothing is ever deleted here."),
  PUSH_OFF(
      5009, 405, "UNSUPPORTED", "Push to a depot; a site takes its content from signed bundles."),
  DAMAGED(5010, 404, "BLOB_UNKNOWN", "Import the bundle again: that heals the blob."),
  ALGORITHM(5011, 400, "UNSUPPORTED", "Push with sha256 digests."),
  UPLOAD_UNKNOWN(5012, 404, "BLOB_UPLOAD_UNKNOWN", "Start the upload again."),
  UPLOAD_INVALID(5013, 416, "BLOB_UPLOAD_INVALID", "Ask for the upload's state, then go on there."),
  MANIFEST_INVALID(5014, 400, "MANIFEST_INVALID", "Build the manifest again."),
  MANIFEST_BLOB_UNKNOWN(5015, 400, "MANIFEST_BLOB_UNKNOWN", "Push blobs and children first."),
  TOO_LARGE(5016, 413, "SIZE_INVALID", "Make it smaller."),
  TOO_MANY(5017, 429, "TOOMANYREQUESTS", "Repeat in a second."),
  RANGE(5018, 416, "SIZE_INVALID", "Ask for bytes that are there."),
  PAGE(5019, 400, "UNSUPPORTED", "Write n as a whole number."),
  NO_SPACE(5020, 507, "DENIED", "Free space on the depot's disk, then repeat."),
  REQUEST(5021, 400, "UNSUPPORTED", "Send a well-formed HTTP/1.1 request."),
  INTERNAL(5022, 500, "UNKNOWN", "Read the gateway's log."),
  DISK(5023, 500, "UNKNOWN", "Look at the depot's disk, then push again."),
  REVOKED(5024, 403, "DENIED", "Import a bundle without it; a site with revoked: serve gives it."),
  LENGTH(5025, 411, "SIZE_INVALID", "Send the body with Content-Length."),
  LONG_HEAD(5026, 431, "SIZE_INVALID", "Send fewer and shorter headers.");

  private final Spec spec;
  private final int status;
  private final String oci;

  RegistryError(int number, int status, String oci, String next) {
    boolean ours = number == 5010 || status >= 500;
    this.spec = new Spec(number, ours ? Side.GATEWAY : Side.NODE, ExitCode.FAILED, next);
    this.status = status;
    this.oci = oci;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  /** HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The code that clients of the distribution API know. */
  public String oci() {
    return oci;
  }

  /** The one that a problem was made from; empty for problems of other modules. */
  static Optional<RegistryError> of(Problem problem) {
    return Arrays.stream(values()).filter(e -> e.code().equals(problem.code())).findFirst();
  }
}

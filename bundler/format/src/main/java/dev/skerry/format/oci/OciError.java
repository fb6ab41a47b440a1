package dev.skerry.format.oci;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with the OCI side of a bundle (format section 4 and "Closure" in 3). */
public enum OciError implements ErrorCode {
  MANIFEST(1201, ExitCode.REFUSED, "Lock the reference again; then build the bundle anew."),
  INDEX(1202, ExitCode.REFUSED, "Build the bundle anew with this version of skerry."),
  MISSING(1203, ExitCode.REFUSED, "Build the bundle anew; it lacks what it promises."),
  UNREACHABLE(1204, ExitCode.REFUSED, "Build the bundle anew; it carries what nothing names."),
  LIMIT(1205, ExitCode.REFUSED, "Split the content over several products."),
  NOT_IN_INDEX(1206, ExitCode.REFUSED, "Build the bundle anew: index.json and statement differ.");

  private final Spec spec;

  OciError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.STICK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

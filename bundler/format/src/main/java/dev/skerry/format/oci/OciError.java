package dev.skerry.format.oci;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with the OCI side of a bundle (format section 4 and "Closure" in 3). */
public enum OciError implements ErrorCode {
  MANIFEST(1201, "Call the release desk with this number: it has to lock and build anew."),
  INDEX(1202, "Call the release desk with this number: it has to build the bundle anew."),
  MISSING(1203, "Ask the release desk to build the bundle anew: it lacks what it promises."),
  UNREACHABLE(1204, "Ask the release desk to build the bundle anew: nothing names this blob."),
  LIMIT(1205, "Call the release desk with this number: it has to split the content over products."),
  NOT_IN_INDEX(
      1206, "Ask the release desk to build the bundle anew: index.json and statement differ."),
  SIZE(1207, "Call the release desk with this number: it has to lock and build anew."),
  ASSIGNMENT(1208, "Ask the release desk to build the bundle anew with this version of skerry.");

  private final Spec spec;

  OciError(int number, String next) {
    spec = new Spec(number, Side.STICK, ExitCode.REFUSED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

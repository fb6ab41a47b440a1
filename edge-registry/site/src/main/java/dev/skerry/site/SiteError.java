package dev.skerry.site;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Failures of the site that are neither the bundle's nor the store's. */
public enum SiteError implements ErrorCode {
  NO_SITE(6001, ExitCode.USAGE, "Run skerryd init --data DIR --site ID --root FILE first."),
  PASSED_OVER(6002, ExitCode.DONE, "Nothing to do: the newer bundle holds everything."),
  VOLUMES_WAIT(
      6003,
      ExitCode.DAMAGED,
      "Bring the missing volumes and import them: what was read is kept, nothing is served yet."),
  PARTS(6004, ExitCode.DAMAGED, "Import again from the first volume."),
  RECEIPT(6005, ExitCode.FAILED, "Look at the gateway's disk; skerryd receipt writes it again."),
  NO_RECEIPT(
      6006,
      ExitCode.FAILED,
      "Import a bundle first, or give the number of a receipt that was issued."),
  ROOTS_CHANGED(
      6007,
      ExitCode.FAILED,
      "Restore the data folder from its backup: what it trusts was changed from outside."),
  NEWER_NOT_TAKEN(
      6008,
      ExitCode.DONE,
      "Do what its own message says, then import it: until then the older bundle is served."),
  LOG_CONTRADICTED(
      6009, ExitCode.DONE, "Tell the release desk at once, and keep this data folder as it is."),
  NOT_HELD(
      6010,
      ExitCode.REFUSED,
      "Look with skerryd bundles what is held; a bundle that is not has to come on a stick."),
  STATE_CHANGED(
      6011,
      ExitCode.NOT_TRUSTED,
      "Keep the data folder as it is, for an auditor, and tell the release desk at once: what was"
          + " accepted was changed from outside, or came from another copy than log and receipts.");

  private final Spec spec;

  SiteError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.GATEWAY, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

package dev.skerry.desk;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can go wrong while a bundle is described, locked, built and checked. */
public enum DeskError implements ErrorCode {
  BUNDLE_YAML(3001, ExitCode.FAILED, "Correct the lines that are named."),
  SPELLING(3002, ExitCode.FAILED, "Correct the line that is named."),
  NOT_AVAILABLE(3003, ExitCode.FAILED, "Take the entry out, or wait for a release that has it."),
  UNREADABLE(
      3004,
      ExitCode.FAILED,
      "Check the path, who may read it, and that it is the file that was meant."),
  UNWRITABLE(3005, ExitCode.FAILED, "Check the path, the space and who may write there."),
  NOT_EMPTY(3006, ExitCode.FAILED, "Name a folder that does not hold these files yet."),
  NOT_LOCKED(3101, ExitCode.FAILED, "Correct what is named, then run skerry lock again."),
  LOCK_YAML(3102, ExitCode.FAILED, "Run skerry lock; do not edit the lock."),
  NO_LOCK(3103, ExitCode.FAILED, "Run skerry lock first."),
  TOO_LARGE(3104, ExitCode.FAILED, "Split the file; bundle format v1 does not carry more."),
  LOCK_DIFFERS(3201, ExitCode.FAILED, "Run skerry lock, look at what changed, then build again."),
  ROOTS(3202, ExitCode.FAILED, "Name the folder of the root documents with --root."),
  ROOT_UNSIGNED(3203, ExitCode.FAILED, "Have it signed: skerry root sign; or remove it."),
  ROOT_EXPIRED(3204, ExitCode.FAILED, "Build with a root document that is valid then."),
  ROOT_REFUSED(
      3207,
      ExitCode.FAILED,
      "Restore it from git, or remove it and make it anew from the one before: skerry root next."),
  SEQUENCE(3205, ExitCode.USAGE, "Leave --sequence out, or name one from 1 on."),
  DOWNGRADE(3206, ExitCode.REFUSED, "Write a downgrade: entry with the reason, or take the newer."),
  CHECK(3301, ExitCode.REFUSED, "Correct what is named, then build again."),
  NOT_IN_BUNDLE(
      3302, ExitCode.REFUSED, "Add the image to images: or, if the site has it, assumes:."),
  LIMIT(3303, ExitCode.REFUSED, "Take less into the bundle, or split it over several products."),
  MEDIUM(3304, ExitCode.NO_SPACE, "Take a larger medium, or less into the bundle."),
  NOT_NEEDED(3305, ExitCode.DONE, "Take the entry out."),
  USED_BEFORE(3306, ExitCode.DONE, "Nothing; the old statement was moved, see its name."),
  CLOCK(3307, ExitCode.DONE, "Check --issued and this machine's clock."),
  GOES_BACK(3308, ExitCode.DONE, "Leave --sequence out, or tell the sites: they refuse it."),
  LIST_ENDED(3309, ExitCode.DONE, "Get a newer list from the authority, then build again."),
  CERTIFICATE(
      3310,
      ExitCode.DONE,
      "Pin another certificate (skerry root next --chain), or name the newest list of each of its"
          + " authorities in crls: of bundle.yaml; sites see what is said here.");

  private final Spec spec;

  DeskError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

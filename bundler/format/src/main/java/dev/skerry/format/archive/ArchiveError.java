package dev.skerry.format.archive;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Ways in which the lists, the order or the volumes of an archive are not what they must be. */
public enum ArchiveError implements ErrorCode {
  LIST_SPELLING(1401, Side.STICK, ExitCode.DAMAGED, Next.COPY_AGAIN),
  LISTS_DIFFER(1402, Side.STICK, ExitCode.DAMAGED, Next.COPY_AGAIN),
  VOLUMES_FILE(
      1403,
      Side.STICK,
      ExitCode.DAMAGED,
      "Remove the file: it only helps to find damage, the bundle can be read without it."),
  OVER_LIMIT(1404, Side.DESK, ExitCode.FAILED, "Split the content over several products.");

  private final Spec spec;

  ArchiveError(int number, Side side, ExitCode exit, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }

  private static final class Next {
    static final String COPY_AGAIN = "Copy the bundle again; if it stays so, ask the release desk.";
  }
}

package dev.skerry.format.archive;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with a bundle's bytes and with the medium that carries them. */
public enum ReadError implements ErrorCode {
  NO_BUNDLE(
      1301,
      ExitCode.DAMAGED,
      "Look whether the right stick is mounted here: a bundle is NAME.skerry or NAME.skerry.001."),
  NOT_A_FILE(
      1302,
      ExitCode.DAMAGED,
      "Give the file itself: links, pipes and devices are not opened; if the desk's stick has one,"
          + " ask the release desk."),
  MEDIUM_GONE(
      1303,
      ExitCode.DAMAGED,
      "Put the stick in again and repeat: what was read is kept. If it fails at the same place,"
          + " copy the bundle to another stick."),
  VOLUME_MISSING(
      1304, ExitCode.DAMAGED, "Bring the missing volume and repeat: what was read is kept."),
  VOLUME_SIZE(1305, ExitCode.DAMAGED, "Copy this volume again from the release desk's original."),
  NOT_A_HEAD(
      1306,
      ExitCode.NOT_TRUSTED,
      "Name the bundle itself, NAME.skerry; if this is it, do not use it, and ask the release desk"
          + " where it comes from."),
  HEAD_DAMAGED(
      1307, ExitCode.DAMAGED, "Copy the first volume again from the release desk's original."),
  LISTS_DAMAGED(
      1308, ExitCode.DAMAGED, "Copy the first volume again from the release desk's original."),
  LISTS_CONTRADICT(
      1309,
      ExitCode.REFUSED,
      "Tell the release desk: this bundle was signed but cannot have been built by skerry."),
  HEADER(1310, ExitCode.DAMAGED, "Copy the volume again from the release desk's original."),
  BODY(1311, ExitCode.DAMAGED, "Copy the volume again from the release desk's original."),
  PADDING(1312, ExitCode.DAMAGED, "Copy the volume again from the release desk's original."),
  TAIL(1313, ExitCode.DAMAGED, "Copy the last volume again from the release desk's original."),
  PERMIT(1314, ExitCode.REFUSED, "Copy the permit again, or ask the release desk for another."),
  STALLED(
      1315,
      ExitCode.DAMAGED,
      "Pull the stick out, put it in again and repeat: what was read is kept. If it stays silent,"
          + " copy the bundle to another stick.");

  private final Spec spec;

  ReadError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.STICK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

package dev.skerry.desk.write;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Reasons why a bundle is not written, or not whole. */
public enum WriteError implements ErrorCode {
  CONTENT_MISSING(3901, Side.DESK, ExitCode.FAILED, "Run skerry build again, or name --content."),
  CONTENT_ROTTED(
      3902,
      Side.DESK,
      ExitCode.FAILED,
      "Delete the file, run skerry build again to fetch it anew, and check this machine's disk."),
  NO_SPACE(
      3903, Side.STICK, ExitCode.NO_SPACE, "Use a larger stick, or remove what is not needed."),
  OTHER_BUNDLE(
      3904,
      Side.STICK,
      ExitCode.FAILED,
      "Use another stick, or remove those files if nobody needs them."),
  STICK_FAILED(
      3905, Side.STICK, ExitCode.FAILED, "Run the command again: it goes on where it was cut."),
  READ_BACK(
      3906, Side.STICK, ExitCode.DAMAGED, "Do not use this stick; write the bundle onto another."),
  VOLUME_SIZE(3907, Side.DESK, ExitCode.USAGE, "Choose another --volume-size, in bytes."),
  OUT_OF_TIME(
      3908,
      Side.DESK,
      ExitCode.REFUSED,
      "Check this machine's clock; if it is right, run skerry build, sign and write again."),
  NO_FOLDER(3909, Side.STICK, ExitCode.FAILED, "Mount the stick, or name a folder that is there."),
  NOT_SIGNED(
      3910,
      Side.DESK,
      ExitCode.NOT_TRUSTED,
      "Let more of the signers sign the statement (skerry sign), then write it.");

  private final Spec spec;

  WriteError(int number, Side side, ExitCode exit, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

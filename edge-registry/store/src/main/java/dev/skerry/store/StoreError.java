package dev.skerry.store;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Failures of the gateway's own store. */
public enum StoreError implements ErrorCode {
  LOCKED(4001, ExitCode.FAILED, "Wait until the other skerryd has ended, or stop it; then repeat."),
  DATABASE(4002, ExitCode.FAILED, "Look at the disk; then start skerryd again."),
  NEWER_SCHEMA(4003, ExitCode.FAILED, "Install the skerryd that wrote this data folder, or newer."),
  SETTINGS(4004, ExitCode.FAILED, "Install the distribution again: its SQLite is not the one."),
  DISK(4005, ExitCode.FAILED, "Look at the disk and its mount options, then repeat."),
  NO_SPACE(4006, ExitCode.NO_SPACE, "Free space on the gateway's disk, then repeat."),
  BUSY(4007, ExitCode.FAILED, "Wait until what is running has ended, then repeat."),
  NOT_HELD(4008, ExitCode.FAILED, "Import the bundle again: it brings what is missing."),
  WRONG_BYTES(4009, ExitCode.FAILED, "Repeat; if it stays so, look at the gateway's memory."),
  FALLING(4010, ExitCode.REFUSED, "Bring a bundle that is newer than the one accepted."),
  INITIALISED(4011, ExitCode.USAGE, "Choose another data folder."),
  CLOSED(4012, ExitCode.UNREACHABLE, "Start skerryd again, then repeat."),
  OVERLOADED(4013, ExitCode.FAILED, "Repeat in a minute."),
  LOG_CHANGED(
      4014,
      ExitCode.FAILED,
      "Keep the data folder as it is, for an auditor; tell the release desk at once."),
  BAD_BLOBS(
      4015, ExitCode.DAMAGED, "Import this bundle again, or push it again: that heals the blob.");

  private final Spec spec;

  StoreError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.GATEWAY, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

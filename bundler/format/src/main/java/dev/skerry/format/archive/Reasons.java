package dev.skerry.format.archive;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What an I/O failure says, in words for people. */
final class Reasons {
  private Reasons() {}

  static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it is not there any more";
    }
    if (failure instanceof FileSystemException e && e.getReason() != null) {
      return String.valueOf(e.getReason());
    }
    return failure.getMessage() == null
        ? failure.getClass().getSimpleName()
        : String.valueOf(failure.getMessage());
  }
}

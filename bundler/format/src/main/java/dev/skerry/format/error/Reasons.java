package dev.skerry.format.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What a failure says, in words for people: the JDK's messages are often a path alone. */
public final class Reasons {
  private Reasons() {}

  /** For instance {@code this user may not do so}; never empty. */
  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException gone -> "it is not there";
      case AccessDeniedException denied -> "this user may not do so";
      case NotDirectoryException file -> "it is no folder";
      case FileAlreadyExistsException there -> "it is there already";
      case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
      default ->
          failure.getMessage() == null
              ? failure.getClass().getSimpleName()
              : String.valueOf(failure.getMessage());
    };
  }

  /**
   * Why a command line cannot be run; never empty.
   *
   * @param failure names the types of Java
   */
  public static String ofUsage(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .orElse("is used wrongly")
        .replaceFirst("is not an? (int|long)$", "is no whole number");
  }

  /** What a failure that nobody foresaw says of itself, in one line; never empty. */
  public static String firstLine(Throwable failure) {
    return Optional.ofNullable(failure.getMessage())
        .flatMap(text -> text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst())
        .orElse("no more is known");
  }
}

package dev.skerry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Tells a file from another one that got its name.
 *
 * @param key the inode where the file system has such, else empty
 */
record FileMark(Optional<Object> key, FileTime modified, long size) {
  /** Of the file that has the name now; empty when there is none, or it cannot be looked at. */
  static Optional<FileMark> of(Path name) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(name, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(
          new FileMark(Optional.ofNullable(now.fileKey()), now.lastModifiedTime(), now.size()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package dev.skerry.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Every disk operation that changes blobs, so that a simulator can fail, tear and drop each of
 * them. Paths are inside the data folder.
 */
public interface Disk {
  /** Opens a new file for writing; an existing one is emptied. */
  Out create(Path file) throws IOException;

  /** Opens an existing file for writing where it is. */
  Out open(Path file) throws IOException;

  /** Renames within a file system, replacing what is there, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Makes the names in a folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** Removes a file that may be gone already. */
  void delete(Path file) throws IOException;

  /** Makes a folder and its parents; those made are forced into their own parents. */
  void createFolders(Path folder) throws IOException;

  /** Names in a folder, ascending; empty when it is not there. At most {@code max}. */
  List<String> list(Path folder, int max) throws IOException;

  /** Bytes that can still be written by this process. */
  long usableSpace(Path folder) throws IOException;

  /** A file being written. */
  interface Out extends Closeable {
    /** Writes all remaining bytes at the position. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /**
     * Makes what was written durable.
     *
     * @param metadata the file's size and times too
     */
    void force(boolean metadata) throws IOException;
  }

  /** The machine's own disk. */
  static Disk real() {
    return new RealDisk();
  }
}

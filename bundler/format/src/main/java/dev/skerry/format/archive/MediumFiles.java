package dev.skerry.format.archive;

import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a stick, a folder or a disk, read only: nothing here can change a source. Links are
 * not followed and only regular files are opened, so that a stick cannot point at something else.
 */
public interface MediumFiles {
  /** Whether the path is a folder itself, not a link to one. */
  boolean isFolder(Path path);

  /** Whether the path is a regular file itself, not a link to one. */
  boolean isFile(Path path);

  /** Names in a folder, ascending; at most {@code max}. */
  List<String> names(Path folder, int max) throws IOException;

  /**
   * Opens a regular file.
   *
   * @throws java.nio.file.FileSystemException with a reason for anything else than a regular file
   */
  Opened open(Path file) throws IOException;

  /** A file being read. */
  interface Opened extends Closeable {
    /** Its size in bytes. */
    long size() throws IOException;

    /** Reads at a position; the number of bytes, which may be fewer than asked, -1 at the end. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Says that so many bytes will be read next at this position: they may be got meanwhile. */
    default void ahead(long position, int count) {}
  }

  /**
   * The same files for one sitting, in which a folder that did not answer is not asked again.
   *
   * @param progress told while nothing comes
   */
  default MediumFiles sitting(Progress progress) {
    return this;
  }

  /**
   * Does work on so many threads at once, which read these files for themselves, and waits for all
   * of them. A thread whose read is not answered is left behind: its work must hold nothing that
   * anybody else needs.
   *
   * @throws SkerryException {@link ReadError#STALLED}, or what the work threw first
   * @throws IOException when the caller is interrupted
   */
  default void together(int threads, Runnable work) throws IOException {
    work.run();
  }

  /** The machine's own files, with patience for sticks that keep a pace. */
  static MediumFiles real() {
    return new PacedFiles(patient(new RealMediumFiles(), Patience.READING), System::nanoTime);
  }

  /**
   * Files that may not answer: their calls end with {@link ReadError#STALLED} then, and those that
   * fail are tried again.
   */
  static MediumFiles patient(MediumFiles files, Patience patience) {
    return new PatientFiles(files, new MediumCalls(patience));
  }
}

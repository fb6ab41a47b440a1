package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.PastCache;
import dev.skerry.format.Progress;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** Holds the file of a blob against its digest, a piece at a time; for one thread. */
final class BlobCheck {
  private static final int PIECE = 1 << 20;

  /** To find a file costs a disk as much as to read this. */
  private static final long OPENING = 64 << 10;

  private static final Result GOOD = new Result(false, Optional.empty());
  private static final Result STOPPED = new Result(true, Optional.empty());

  private final Pace pace;
  private final Progress progress;
  private final ByteBuffer piece = PastCache.buffer(PIECE);

  BlobCheck(Pace pace, Progress progress) {
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * What a look at a file came to.
   *
   * @param stopped whether the pace ended it before its end
   */
  record Result(boolean stopped, Optional<Found> found) {}

  /**
   * Something that is wrong.
   *
   * @param reason in words, for the log
   */
  record Found(BadBlob.Fault fault, String reason) {}

  /**
   * Reads a file to its end. One that fails is read once more as nodes are given it, through the
   * page cache: some file systems let themselves be read past it and then cannot.
   *
   * @throws SkerryException {@link StoreError#DISK} when it is not the file's fault
   */
  Result look(Path file, Digest digest, long size) {
    if (!pace.goOn(OPENING)) {
      return STOPPED;
    }
    try {
      return read(PastCache.open(file), digest, size);
    } catch (IOException first) {
      try {
        return read(PastCache.not(file), digest, size);
      } catch (IOException e) {
        return failed(file, e);
      }
    }
  }

  private Result read(PastCache opened, Digest digest, long size) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (opened) {
      FileChannel channel = opened.channel();
      if (channel.size() != size) {
        return differs("it has %,d bytes, not %,d".formatted(channel.size(), size));
      }
      long position = 0;
      while (position < size) {
        if (!pace.goOn(Math.min(PIECE, size - position))) {
          return STOPPED;
        }
        int count = channel.read(piece.clear(), position);
        if (count <= 0) {
          return differs("it ends after %,d bytes of %,d".formatted(position, size));
        }
        sha256.update(piece.flip());
        position += count;
        progress.advance(count);
      }
    }
    Digest found = Digest.of(sha256);
    return found.equals(digest) ? GOOD : differs("its bytes have the digest " + found);
  }

  private static Result differs(String reason) {
    return new Result(false, Optional.of(new Found(BadBlob.Fault.DIFFERS, reason)));
  }

  private static Result failed(Path file, IOException e) {
    String reason = Reasons.of(e);
    if (e instanceof NoSuchFileException) {
      return new Result(false, Optional.of(new Found(BadBlob.Fault.GONE, reason)));
    }
    // Neither says anything about the bytes: to put good ones away for it would be the damage.
    if (e instanceof ClosedByInterruptException || !opens(file.resolveSibling(""))) {
      throw DiskFailure.of(e, file, "look at it");
    }
    return new Result(false, Optional.of(new Found(BadBlob.Fault.UNREADABLE, reason)));
  }

  /** Where not even a folder can be opened, this process has too many files open. */
  private static boolean opens(Path folder) {
    try (DirectoryStream<Path> _ = Files.newDirectoryStream(folder)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

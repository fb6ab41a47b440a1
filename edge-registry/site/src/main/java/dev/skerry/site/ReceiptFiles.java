package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.MediumCalls;
import dev.skerry.format.archive.Patience;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes receipts into the data folder, and onto media that may not answer. */
final class ReceiptFiles {
  /** How the names of receipts end. */
  static final String ENDING = ".dsse.json";

  private static final String UNFINISHED = ".unfinished";

  private final Disk disk;
  private final MediumCalls calls;
  private final AtomicBoolean writing = new AtomicBoolean();

  ReceiptFiles(Disk disk, Patience patience) {
    this.disk = disk;
    this.calls = new MediumCalls(patience);
  }

  /** Writes a whole receipt, durable when this returns. */
  void write(Path folder, String name, byte[] bytes) throws IOException {
    disk.createFolders(folder);
    Path unfinished = folder.resolve(UNFINISHED);
    disk.delete(unfinished);
    try (Disk.Out out = disk.create(unfinished)) {
      out.write(ByteBuffer.wrap(bytes), 0);
      out.force(true);
    }
    disk.rename(unfinished, folder.resolve(name));
    disk.forceFolder(folder);
  }

  /**
   * What became of a receipt on a medium.
   *
   * @param file where it is, empty when it is not there
   * @param reason why it is not there, empty when it is
   */
  record OnMedium(Optional<Path> file, Optional<String> reason) {
    static OnMedium not(String reason) {
      return new OnMedium(Optional.empty(), Optional.of(reason));
    }
  }

  /**
   * Writes one onto a medium, in a thread that is left behind when the medium does not answer.
   *
   * @param receipts the folder on the medium
   */
  OnMedium writeOnto(Path receipts, String name, byte[] bytes) {
    try {
      return calls
          .sitting(Progress.none())
          .ask(receipts, receipts, () -> ontoMedium(receipts, name, bytes));
    } catch (SkerryException e) {
      return OnMedium.not(receipts + " " + e.problem().reason());
    } catch (IOException e) {
      return OnMedium.not(receipts + " cannot be written: " + Reasons.of(e));
    }
  }

  /** One at a time: a thread that was left behind may still come back to the unfinished file. */
  private OnMedium ontoMedium(Path receipts, String name, byte[] bytes) throws IOException {
    if (!writing.compareAndSet(false, true)) {
      return OnMedium.not(
          receipts + " is not tried: an earlier receipt still waits for its medium");
    }
    try {
      // A stick could point elsewhere with a link: only a folder of its own is written to.
      if (Files.exists(receipts, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(receipts, LinkOption.NOFOLLOW_LINKS)) {
        return OnMedium.not(receipts + " is not a folder");
      }
      Path file = place(receipts, name, bytes);
      write(receipts, String.valueOf(file.getFileName()), bytes);
      return new OnMedium(Optional.of(file), Optional.empty());
    } finally {
      writing.set(false);
    }
  }

  /**
   * Another receipt of that name stays: a gateway that was set back gives numbers again, and nobody
   * may have seen the first one yet.
   */
  private static Path place(Path receipts, String name, byte[] bytes) throws IOException {
    Path file = receipts.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || (Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes))) {
      return file;
    }
    String other = "_" + Digest.of(bytes).shortHex() + ENDING;
    return receipts.resolve(name.substring(0, name.length() - ENDING.length()) + other);
  }
}

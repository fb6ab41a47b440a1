package dev.skerry.desk.receipts;

import dev.skerry.desk.read.ReadSideError;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the receipts that lie on sticks; whom to believe is the caller's. */
public final class ReceiptFiles {
  static final String FOLDER = "skerry-receipts";
  static final String ENDING = ".dsse.json";
  private static final int MOST_FILES = 10_000;

  private final MediumFiles medium;

  /** Reads by way of this. */
  public ReceiptFiles(MediumFiles medium) {
    this.medium = medium;
  }

  /**
   * A file.
   *
   * @param signed the receipt with its signatures; empty when it cannot be read
   * @param problem why it cannot be read
   */
  public record Read(Path file, Optional<Signed> signed, Optional<Problem> problem) {}

  /** A receipt and the envelope that it came in. */
  public record Signed(Envelope envelope, Receipt receipt) {}

  /**
   * The files of a stick that should be receipts, ascending; none when it has none.
   *
   * @param stick a folder that holds {@code skerry-receipts}, or is such a folder
   * @throws SkerryException {@link ReadSideError#NO_RECEIPTS} when it cannot be listed
   */
  public List<Path> of(Path stick) {
    Path inside = stick.resolve(FOLDER);
    Path folder = medium.isFolder(inside) ? inside : stick;
    return names(folder).stream().filter(n -> n.endsWith(ENDING)).map(folder::resolve).toList();
  }

  /** Whether a folder has receipts in the place where a gateway lays them. */
  public boolean onStick(Path stick) {
    return medium.isFolder(stick.resolve(FOLDER));
  }

  /**
   * Reads one.
   *
   * @throws SkerryException {@link ReadError#STALLED}
   */
  public Read read(Path file) {
    try {
      Envelope envelope = Envelope.parse(bytes(file), file.toString());
      Signed signed = new Signed(envelope, Receipt.of(envelope));
      return new Read(file, Optional.of(signed), Optional.empty());
    } catch (SkerryException e) {
      if (e.problem().code().equals(ReadError.STALLED.code())) {
        throw e;
      }
      return new Read(file, Optional.empty(), Optional.of(e.problem()));
    }
  }

  /** Why there are none on a stick, in words that follow its name. */
  String none(Path stick) {
    return "holds no " + FOLDER + "/*" + ENDING + BundleFinder.ofGateway(names(stick));
  }

  private List<String> names(Path folder) {
    try {
      return medium.names(folder, MOST_FILES);
    } catch (IOException e) {
      throw new SkerryException(
          ReadSideError.NO_RECEIPTS, folder.toString(), "cannot be listed: " + Reasons.of(e), e);
    }
  }

  private byte[] bytes(Path file) {
    try (MediumFiles.Opened opened = medium.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Limits.V1.envelope() + 1);
      int count = 0;
      while (count >= 0 && bytes.hasRemaining()) {
        count = opened.read(bytes, bytes.position());
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    } catch (IOException e) {
      throw new SkerryException(
          ReadSideError.NO_RECEIPTS, file.toString(), "cannot be read: " + Reasons.of(e), e);
    }
  }
}

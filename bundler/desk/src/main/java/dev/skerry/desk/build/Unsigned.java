package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code NAME.statement}: the envelope that signers extend and {@code write} carries. */
final class Unsigned {
  private Unsigned() {}

  /**
   * Writes it. The same statement that is there already stays with its signatures; another one is
   * moved to {@code NAME.statement.<first 8 hex of its digest>}.
   *
   * @return a warning when one was moved
   */
  static Optional<Finding> write(Path file, Envelope envelope) {
    byte[] bytes = envelope.bytes();
    if (bytes.length > Limits.V1.envelope()) {
      throw new SkerryException(
          DeskError.LIMIT,
          file.toString(),
          "has %,d bytes unsigned, %,d are the most".formatted(bytes.length, Limits.V1.envelope()));
    }
    Optional<Finding> moved = Optional.empty();
    if (Files.exists(file)) {
      byte[] old = LocalFiles.read(file, Limits.V1.envelope());
      Envelope there = Envelope.parse(old, file.toString());
      if (there.payloadDigest().equals(envelope.payloadDigest())) {
        return moved;
      }
      moved = Optional.of(move(file, there.payloadDigest(), there.signatures().size()));
    }
    LocalFiles.write(file, bytes);
    return moved;
  }

  private static Finding move(Path file, Digest digest, int signatures) {
    Path to = file.resolveSibling(file.getFileName() + "." + digest.hex().substring(0, 8));
    try {
      Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SkerryException(
          DeskError.UNWRITABLE, to.toString(), "cannot be written: " + Reasons.of(e), e);
    }
    String reason =
        "another statement with %s was here; it is now %s"
            .formatted(Amounts.count(signatures, "signature"), to.getFileName());
    return Finding.warning(DeskError.USED_BEFORE, file.toString(), reason);
  }
}

package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The root documents of a product, as they travel in its bundles.
 *
 * @param envelopes their bytes, 1 to N
 * @param last the newest
 */
record RootChain(List<byte[]> envelopes, RootDocument last) {
  /**
   * Reads {@code 1.root.dsse.json} and those after it, and judges them as a site will.
   *
   * @param issued when the bundle is issued
   * @throws SkerryException {@link DeskError#ROOTS}, {@link DeskError#ROOT_UNSIGNED}, {@link
   *     DeskError#ROOT_EXPIRED}
   */
  static RootChain read(Path folder, String product, Instant issued) {
    List<byte[]> envelopes = new ArrayList<>();
    List<RootDocument> roots = new ArrayList<>();
    for (int version = 1; version <= Limits.V1.rootDocuments(); version++) {
      Path file = folder.resolve(version + ".root.dsse.json");
      if (!Files.exists(file)) {
        break;
      }
      byte[] bytes = LocalFiles.read(file, Limits.V1.rootDocument());
      Envelope envelope = Envelope.parse(bytes, file.toString());
      RootDocument root = RootDocument.of(envelope);
      if (root.version() != version || !root.product().equals(product)) {
        throw new SkerryException(
            DeskError.ROOTS,
            file.toString(),
            "is root " + root.version() + " of " + root.product() + ", not of " + product);
      }
      requireSigned(file, root, root, envelope);
      if (!roots.isEmpty()) {
        requireSigned(file, roots.getLast(), root, envelope);
      }
      envelopes.add(bytes);
      roots.add(root);
    }
    if (roots.isEmpty()) {
      throw new SkerryException(
          DeskError.ROOTS, folder.toString(), "does not hold 1.root.dsse.json");
    }
    return new RootChain(List.copyOf(envelopes), requireUnexpired(roots.getLast(), issued));
  }

  private static void requireSigned(
      Path file, RootDocument judge, RootDocument root, Envelope envelope) {
    Threshold threshold = Threshold.of(judge, RoleName.ROOT, envelope);
    if (!threshold.met()) {
      throw new SkerryException(
          DeskError.ROOT_UNSIGNED,
          file.toString(),
          "root %d is signed by %s; root %d asks for %d"
              .formatted(root.version(), threshold.signers(), judge.version(), threshold.needed()));
    }
  }

  private static RootDocument requireUnexpired(RootDocument root, Instant issued) {
    if (!root.expires().isAfter(issued)) {
      throw new SkerryException(
          DeskError.ROOT_EXPIRED, "root " + root.version(), "expired at " + root.expires());
    }
    return root;
  }
}

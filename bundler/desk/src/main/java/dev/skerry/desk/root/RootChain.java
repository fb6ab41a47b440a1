package dev.skerry.desk.root;

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
 * @param documents their payloads, 1 to N
 */
public record RootChain(List<byte[]> envelopes, List<RootDocument> documents) {
  /** Copies the lists. */
  public RootChain {
    envelopes = List.copyOf(envelopes);
    documents = List.copyOf(documents);
  }

  /**
   * Reads {@code 1.root.dsse.json} and those after it: each is signed by its own role root and by
   * that of the one before.
   *
   * @throws SkerryException {@link DeskError#ROOTS}, {@link DeskError#ROOT_UNSIGNED}
   */
  public static RootChain read(Path folder) {
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
      requireSigned(file, root, root, envelope);
      if (!roots.isEmpty()) {
        requireSigned(file, roots.getLast(), root, envelope);
      }
      envelopes.add(bytes);
      roots.add(root);
      requirePlace(file, roots);
    }
    if (roots.isEmpty()) {
      throw new SkerryException(
          DeskError.ROOTS, folder.toString(), "does not hold 1.root.dsse.json");
    }
    return new RootChain(envelopes, roots);
  }

  /** The newest. */
  public RootDocument last() {
    return documents.getLast();
  }

  /**
   * The same, for a bundle.
   *
   * @param issued when the bundle is issued
   * @throws SkerryException {@link DeskError#ROOTS}, {@link DeskError#ROOT_EXPIRED}
   */
  public RootChain require(String product, Instant issued) {
    if (!last().product().equals(product)) {
      throw new SkerryException(
          DeskError.ROOTS,
          "root " + last().version(),
          "is one of " + last().product() + ", not of " + product);
    }
    if (!last().expires().isAfter(issued)) {
      throw new SkerryException(
          DeskError.ROOT_EXPIRED, "root " + last().version(), "expired at " + last().expires());
    }
    return this;
  }

  private static void requirePlace(Path file, List<RootDocument> roots) {
    RootDocument root = roots.getLast();
    if (root.version() != roots.size() || !root.product().equals(roots.getFirst().product())) {
      throw new SkerryException(
          DeskError.ROOTS,
          file.toString(),
          "is root %d of %s, not root %d of %s"
              .formatted(root.version(), root.product(), roots.size(), roots.getFirst().product()));
    }
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
}

package dev.skerry.desk.root;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The root documents of a product, as they travel in its bundles.
 *
 * @param envelopes their bytes, 1 to N
 * @param documents their payloads, 1 to N
 */
public record RootChain(List<byte[]> envelopes, List<RootDocument> documents) {
  private static final Set<String> UNSIGNED =
      Set.of(
          AcceptError.ANCHOR_THRESHOLD.code(),
          AcceptError.ROOT_OLD_THRESHOLD.code(),
          AcceptError.ROOT_NEW_THRESHOLD.code());

  /** Copies the lists. */
  public RootChain {
    envelopes = List.copyOf(envelopes);
    documents = List.copyOf(documents);
  }

  /**
   * Reads {@code 1.root.dsse.json} and those after it, and judges them as a gateway does that
   * trusts the first.
   *
   * @throws SkerryException {@link DeskError#ROOTS}, {@link DeskError#ROOT_UNSIGNED}, {@link
   *     DeskError#ROOT_REFUSED}
   */
  public static RootChain read(Path folder) {
    List<byte[]> envelopes = new ArrayList<>();
    for (int version = 1; version <= Limits.V1.rootDocuments(); version++) {
      Path file = folder.resolve(name(version));
      if (!Files.exists(file)) {
        break;
      }
      envelopes.add(LocalFiles.read(file, Limits.V1.rootDocument()));
    }
    if (envelopes.isEmpty()) {
      throw new SkerryException(DeskError.ROOTS, folder.toString(), "does not hold " + name(1));
    }
    return new RootChain(envelopes, judge(folder, envelopes));
  }

  private static List<RootDocument> judge(Path folder, List<byte[]> envelopes) {
    try {
      return Acceptance.judgeRoots(envelopes).stream().map(TrustedRoot::document).toList();
    } catch (SkerryException e) {
      Problem problem = e.problem();
      DeskError code =
          UNSIGNED.contains(problem.code()) ? DeskError.ROOT_UNSIGNED : DeskError.ROOT_REFUSED;
      String file = folder.resolve(Path.of(problem.item()).getFileName()).toString();
      throw new SkerryException(code, file, problem.reason(), e);
    }
  }

  private static String name(int version) {
    return version + ".root.dsse.json";
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
}

package dev.skerry.desk.root;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.Signature;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The root documents of a product that have all their signatures, as they travel in its bundles.
 *
 * @param envelopes their bytes, 1 to N
 * @param documents their payloads, 1 to N
 * @param unsigned why the one after them is not used yet: it lacks signatures, and nothing else
 */
public record RootChain(
    List<byte[]> envelopes, List<RootDocument> documents, Optional<Problem> unsigned) {
  private static final Set<String> UNSIGNED =
      Set.of(AcceptError.ROOT_OLD_THRESHOLD.code(), AcceptError.ROOT_NEW_THRESHOLD.code());

  /** Copies the lists. */
  public RootChain {
    envelopes = List.copyOf(envelopes);
    documents = List.copyOf(documents);
  }

  /**
   * Reads {@code 1.root.dsse.json} and those after it, and judges them as a gateway does that
   * trusts the first. The last one may still lack signatures: it is passed over then.
   *
   * @throws SkerryException {@link DeskError#ROOTS}, {@link DeskError#ROOT_UNSIGNED}, {@link
   *     DeskError#ROOT_REFUSED}
   */
  public static RootChain read(Path folder) {
    List<byte[]> envelopes = new ArrayList<>();
    for (int version = 1; version <= Limits.V1.rootDocuments(); version++) {
      Path file = folder.resolve(RootFile.name(version));
      if (!Files.exists(file)) {
        break;
      }
      envelopes.add(LocalFiles.read(file, Limits.V1.rootDocument()));
    }
    if (envelopes.isEmpty()) {
      throw new SkerryException(
          DeskError.ROOTS, folder.toString(), "does not hold " + RootFile.name(1));
    }
    return judge(folder, envelopes);
  }

  private static Acceptance.JudgedRoots judged(Path folder, List<byte[]> envelopes) {
    try {
      return Acceptance.judgeRoots(envelopes);
    } catch (SkerryException e) { // The first is no anchor
      boolean unsigned = e.problem().code().equals(AcceptError.ANCHOR_THRESHOLD.code());
      throw refuse(
          unsigned ? DeskError.ROOT_UNSIGNED : DeskError.ROOT_REFUSED,
          folder.resolve(RootFile.name(1)),
          e.problem().reason());
    }
  }

  private static RootChain judge(Path folder, List<byte[]> envelopes) {
    Acceptance.JudgedRoots judged = judged(folder, envelopes);
    List<RootDocument> documents = judged.trusted().stream().map(TrustedRoot::document).toList();
    int complete = documents.size();
    Path next = folder.resolve(RootFile.name(complete + 1));
    Optional<Problem> unsigned = Optional.empty();
    if (judged.refusal().isPresent()) {
      Problem refusal = judged.refusal().get();
      if (!UNSIGNED.contains(refusal.code())) {
        throw refuse(DeskError.ROOT_REFUSED, next, refusal.reason());
      }
      requireGoodSignatures(next, documents.getLast(), envelopes.get(complete));
      SkerryException lacking = refuse(DeskError.ROOT_UNSIGNED, next, refusal.reason());
      if (complete + 1 < envelopes.size()) {
        throw lacking;
      }
      unsigned = Optional.of(lacking.problem());
    }
    return new RootChain(envelopes.subList(0, complete), documents, unsigned);
  }

  /** A document that waits for signatures has none but good ones of those who may give them. */
  private static void requireGoodSignatures(Path file, RootDocument before, byte[] bytes) {
    TrustedRoot waiting = TrustedRoot.parse(bytes, file.toString());
    byte[] pae = waiting.envelope().pae();
    for (Signature signature : waiting.envelope().signatures()) {
      List<RootKey> keys =
          Stream.of(before, waiting.document())
              .flatMap(root -> root.signers().stream())
              .flatMap(signer -> signer.keys().stream())
              .filter(key -> key.keyid().equals(signature.keyid()))
              .toList();
      boolean good =
          keys.stream()
              .anyMatch(key ->
                  Scheme.of(key.scheme()).isEmpty() || Standing.verifies(key, pae, signature));
      if (!good) {
        throw refuse(
            DeskError.ROOT_REFUSED,
            file,
            keys.isEmpty()
                ? "is signed with key %s, which neither it nor the root before lists"
                    .formatted(signature.keyid())
                : "has a signature of key %s that is not over it".formatted(signature.keyid()));
      }
    }
  }

  private static SkerryException refuse(DeskError code, Path file, String reason) {
    return new SkerryException(code, file.toString(), reason);
  }

  /** What to tell whoever goes on without the document that lacks signatures. */
  public Optional<String> notice() {
    return unsigned.map(problem ->
        "note: root %d lacks signatures and is not used yet; root %d counts (skerry root show %s)"
            .formatted(last().version() + 1, last().version(), problem.item()));
  }

  /**
   * The same where nothing waits for signatures.
   *
   * @throws SkerryException {@link DeskError#ROOT_UNSIGNED}
   */
  public RootChain requireAllSigned() {
    unsigned.ifPresent(problem -> {
      throw new SkerryException(DeskError.ROOT_UNSIGNED, problem.item(), problem.reason());
    });
    return this;
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

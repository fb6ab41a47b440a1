package dev.skerry.desk.root;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.sign.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A root document's file, {@code N.root.dsse.json}.
 *
 * @param file where it is
 * @param envelope as it was read
 * @param document its payload
 */
public record RootFile(Path file, Envelope envelope, RootDocument document) {

  /** What the file of a version is called. */
  public static String name(long version) {
    return version + ".root.dsse.json";
  }

  /**
   * Reads a root document.
   *
   * @throws SkerryException {@link RootError#NOT_A_ROOT}
   */
  public static RootFile read(Path file) {
    byte[] bytes = LocalFiles.read(file, Limits.V1.rootDocument());
    try {
      Envelope envelope = Envelope.parse(bytes, file.toString());
      return new RootFile(file, envelope, RootDocument.of(envelope));
    } catch (SkerryException e) {
      throw new SkerryException(
          RootError.NOT_A_ROOT, file.toString(), "is no root document: " + e.problem().reason(), e);
    }
  }

  /**
   * Reads the newest of a folder, whether it is complete or not.
   *
   * @throws SkerryException {@link DeskError#ROOTS}
   */
  public static RootFile newest(Path folder) {
    int version = 0;
    while (Files.exists(folder.resolve(name(version + 1)))) {
      version++;
    }
    if (version == 0) {
      throw new SkerryException(DeskError.ROOTS, folder.toString(), "does not hold " + name(1));
    }
    return read(folder.resolve(name(version)));
  }

  /**
   * Leaves a new document, unsigned, in a folder of root documents.
   *
   * @throws SkerryException {@link RootError#EXISTS}
   */
  public static RootFile create(Path folder, RootDocument document) {
    Path file = folder.resolve(name(document.version()));
    if (Files.exists(file)) {
      throw new SkerryException(RootError.EXISTS, file.toString(), "is there already");
    }
    byte[] payload = document.payload();
    Envelope envelope = Envelope.unsigned(PayloadTypes.ROOT, payload);
    RootFile created = new RootFile(file, envelope, RootDocument.parse(payload));
    LocalFiles.write(file, envelope.bytes());
    return created;
  }

  /**
   * Adds a signature, or replaces the one that this key gave before.
   *
   * @throws SkerryException {@link RootError#NOT_A_SIGNER} when neither this root nor the one
   *     before lists the key
   */
  public RootFile sign(SigningKey key) {
    String keyid = key.publicKey().keyid();
    boolean known =
        documents()
            .flatMap(root -> root.signers().stream())
            .flatMap(signer -> signer.keys().stream())
            .anyMatch(listed -> listed.keyid().equals(keyid));
    if (!known) {
      throw new SkerryException(
          RootError.NOT_A_SIGNER, file.toString(), "lists no key with the id " + keyid);
    }
    RootFile signed = new RootFile(file, key.sign(envelope), document);
    LocalFiles.write(file, signed.envelope.bytes());
    return signed;
  }

  /**
   * Whether it has the signatures that it and the root before it ask for; of one whose root before
   * does not lie beside it only its own are judged.
   */
  public boolean complete() {
    return documents().allMatch(judge -> Threshold.of(judge, RoleName.ROOT, envelope).met());
  }

  private Stream<RootDocument> documents() {
    return Stream.concat(before().map(RootFile::document).stream(), Stream.of(document));
  }

  /** The root document before this one, where it lies beside it. */
  Optional<RootFile> before() {
    Path earlier = file.resolveSibling(name(document.version() - 1));
    return Files.exists(earlier) ? Optional.of(read(earlier)) : Optional.empty();
  }

  /**
   * Lets one pass of which can be shown what is new in it.
   *
   * @throws SkerryException {@link RootError#NOT_COMPARED}
   */
  public void requireCompared() {
    if (document.version() > 1 && before().isEmpty()) {
      throw new SkerryException(
          RootError.NOT_COMPARED,
          file.toString(),
          "is not signed: root %d does not lie beside it, so nobody sees what changed"
              .formatted(document.version() - 1));
    }
  }
}

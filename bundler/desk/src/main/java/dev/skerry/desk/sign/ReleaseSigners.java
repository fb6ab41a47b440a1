package dev.skerry.desk.sign;

import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.root.SignedWords;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.Sums;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may sign a release, as the newest root document of the statement's own bundle says. */
public final class ReleaseSigners {
  private final RootDocument root;

  private ReleaseSigners(RootDocument root) {
    this.root = root;
  }

  /**
   * Looks into the content store, where the build left the root documents.
   *
   * @param layout the content store's folder, an OCI layout; it is only read
   * @return empty where that is not at hand: the content never travels to sign
   */
  public static Optional<ReleaseSigners> of(StatementFile statement, Path layout) {
    return document(layout, statement.statement().sums(), Limits.V1.list())
        .map(bytes -> Sums.parse(bytes).roots().getLast())
        .flatMap(line -> document(layout, line.digest(), Limits.V1.rootDocument()))
        .map(bytes -> RootDocument.of(Envelope.parse(bytes, "the newest root document")))
        .map(ReleaseSigners::new);
  }

  /**
   * Lets a key pass that belongs to a signer of role release.
   *
   * @throws SkerryException {@link SignError#NOT_A_RELEASE_SIGNER}
   */
  public void require(PublicKey key) {
    String keyid = key.keyid();
    List<RootSigner> owners =
        root.signers().stream()
            .filter(s -> s.keys().stream().anyMatch(k -> k.keyid().equals(keyid)))
            .toList();
    List<String> release = root.roles().of(RoleName.RELEASE).signers();
    if (root.revoked().keys().contains(keyid)) {
      throw refuse(keyid, "was revoked by root " + root.version(), release);
    }
    if (owners.isEmpty()) {
      throw refuse(keyid, "belongs to no signer of root " + root.version(), release);
    }
    RootSigner owner = owners.getFirst();
    if (!release.contains(owner.name())) {
      throw refuse(
          keyid,
          "belongs to %s, who has no role release in root %d"
              .formatted(owner.name(), root.version()),
          release);
    }
  }

  /** Who of them counts on an envelope and who does not yet, in lines for people. */
  public List<String> state(Envelope envelope) {
    return SignedWords.of(
        root, RoleName.RELEASE, envelope, "role release of root " + root.version());
  }

  private static SkerryException refuse(String keyid, String reason, List<String> release) {
    return new SkerryException(
        SignError.NOT_A_RELEASE_SIGNER,
        "key " + keyid,
        reason + "; those who may sign are " + String.join(", ", release));
  }

  private static Optional<byte[]> document(Path layout, Digest digest, int limit) {
    return Optional.of(layout.resolve("blobs").resolve("sha256").resolve(digest.hex()))
        .filter(Files::isRegularFile)
        .map(f -> LocalFiles.read(f, limit))
        .filter(bytes -> Digest.of(bytes).equals(digest));
  }
}

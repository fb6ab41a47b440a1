package dev.skerry.plans;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import java.util.Optional;
import java.util.function.Function;

/** Finds the plan file's bytes behind a plan's artifact manifest (format section 4). */
public final class PlanArtifact {
  private PlanArtifact() {}

  /**
   * The plan file's exact bytes, from a bundle whose group 4 was read.
   *
   * @throws SkerryException when they are not there, or the manifest is not that of a plan
   */
  public static byte[] file(Digest artifact, Metadata metadata) {
    return file(artifact, digest -> document(metadata, digest));
  }

  private static byte[] document(Metadata metadata, Digest digest) {
    return Optional.ofNullable(metadata.documents().get(digest))
        .orElseThrow(() ->
            new SkerryException(
                ReadError.LISTS_CONTRADICT, digest.toString(), "is not in group 4 of the bundle"));
  }

  /**
   * The plan file's exact bytes.
   *
   * @param artifact digest of the artifact's manifest, as the statement and the journal name it
   * @param read how a blob is read
   * @throws SkerryException when the manifest is not that of a plan
   */
  public static byte[] file(Digest artifact, Function<Digest, byte[]> read) {
    ManifestDocument manifest =
        Manifests.parse(read.apply(artifact), MediaTypes.OCI_MANIFEST, artifact.toString());
    if (manifest instanceof ManifestDocument.Image image && image.layers().size() == 1) {
      return read.apply(image.layers().getFirst().digest());
    }
    throw new SkerryException(
        ReadError.LISTS_CONTRADICT, artifact.toString(), "is not the manifest of a plan");
  }
}

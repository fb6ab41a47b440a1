package dev.skerry.format.oci;

import dev.skerry.format.Digest;
import java.util.List;
import java.util.Optional;

/** Manifests of plans, K3s releases, files and evidence (format section 4). */
public final class Artifacts {
  private Artifacts() {}

  /**
   * One file of an artifact.
   *
   * @param title its file name
   */
  public record Layer(String mediaType, Digest digest, long size, String title) {}

  /**
   * The manifest's bytes.
   *
   * @param artifactType for instance {@link dev.skerry.format.MediaTypes#PLAN}
   * @param version only for K3s releases
   */
  public static byte[] manifest(String artifactType, List<Layer> layers, Optional<String> version) {
    return later(artifactType + layers + version);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later(String what) {
    throw new UnsupportedOperationException(what);
  }
}

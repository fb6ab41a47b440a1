package dev.skerry.upstream.rootfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.Progress;
import dev.skerry.format.Reference;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.archive.ArchiveBlobs;
import dev.skerry.upstream.archive.TarReader;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.layout.LayoutSource;
import dev.skerry.upstream.manifest.ImageConfig;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.manifest.RawManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Makes an OS image of a root filesystem: one base layer by Jib Core, so that links, owners, modes,
 * devices and capabilities stay as they are (design section 3). The same input and the same JDK
 * give the same digest.
 */
public final class RootfsImage {
  private static final String NAME = "localhost/rootfs:built";

  private final ContentStore store;

  /** Builds into the store. */
  public RootfsImage(ContentStore store) {
    this.store = store;
  }

  /**
   * The digest of a root filesystem's tar, which is the first diff id of an image of it.
   *
   * @param rootfs a folder, or a plain tar
   * @throws SkerryException {@link UpstreamError#ROOTFS}
   */
  public static Digest digest(Path rootfs) {
    MessageDigest hash = Digest.sha256();
    try {
      RootfsInput.check(rootfs);
      RootfsTar.write(rootfs, new DigestOutputStream(OutputStream.nullOutputStream(), hash));
      return Digest.of(hash);
    } catch (IOException e) {
      throw refuse(rootfs, e);
    }
  }

  /**
   * Builds the image; its manifest, config and layer are stored.
   *
   * @param rootfs a folder, or a plain tar that is taken as it is
   * @param version label {@code org.opencontainers.image.version}
   * @return the manifest's descriptor
   * @throws SkerryException {@link UpstreamError#ROOTFS}
   */
  public Descriptor build(Path rootfs, Platform platform, String version) {
    try (Scratch scratch = new Scratch(store.scratch())) {
      RootfsInput.check(rootfs);
      Path wrapped = scratch.folder().resolve("rootfs.docker.tar");
      DockerWrap.write(rootfs, platform, wrapped);
      Path built = scratch.folder().resolve("image.oci.tar");
      containerize(wrapped, built, scratch.folder(), platform, version);
      return take(built, platform);
    } catch (IOException | RegistryException | CacheDirectoryCreationException e) {
      throw refuse(rootfs, e);
    } catch (ExecutionException | InvalidImageReferenceException e) {
      throw refuse(rootfs, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refuse(rootfs, e);
    }
  }

  private static void containerize(
      Path wrapped, Path built, Path caches, Platform platform, String version)
      throws IOException,
          RegistryException,
          CacheDirectoryCreationException,
          ExecutionException,
          InterruptedException,
          InvalidImageReferenceException {
    Jib.from(TarImage.at(wrapped))
        .setFormat(ImageFormat.OCI)
        .setPlatforms(
            Set.of(
                new com.google.cloud.tools.jib.api.buildplan.Platform(
                    platform.architecture(), platform.os())))
        .setCreationTime(Instant.EPOCH)
        .addLabel(ImageConfig.VERSION, version)
        .containerize(
            Containerizer.to(TarImage.at(built).named(NAME))
                .setBaseImageLayersCache(caches.resolve("base"))
                .setApplicationLayersCache(caches.resolve("layers"))
                .setOfflineMode(true)
                .setToolName("skerry"));
  }

  private Descriptor take(Path built, Platform platform) throws IOException {
    try (LayoutSource source =
        new LayoutSource(
            built.toString(),
            new ArchiveBlobs(new TarReader(built)),
            Optional.empty(),
            Reference.parse(NAME))) {
      RawManifest raw = source.resolve();
      Manifest manifest = Manifest.parse(raw, built.toString());
      Descriptor config = manifest.config().orElseThrow();
      source.blob(config, store, Progress.none());
      manifest.layers().forEach(layer -> source.blob(layer, store, Progress.none()));
      RawManifest image =
          platform.variant().map(v -> variant(v, config, manifest.layers())).orElse(raw);
      store.put(image.bytes());
      store.sync();
      return image.descriptor();
    }
  }

  /** Jib knows no variants: {@code arm} alone means v7 to every node. */
  private RawManifest variant(String variant, Descriptor config, List<Descriptor> layers) {
    String text = new String(store.read(config.digest(), Limits.V1.manifest()), UTF_8);
    byte[] bytes =
        text.replaceFirst("(\"os\":\"[^\"]*\")", "$1,\"variant\":\"" + variant + "\"")
            .getBytes(UTF_8);
    Descriptor named = Descriptor.of(config.mediaType(), store.put(bytes), bytes.length);
    return RawManifest.of(MediaTypes.OCI_MANIFEST, named, layers);
  }

  private static SkerryException refuse(Path rootfs, Throwable e) {
    return new SkerryException(
        UpstreamError.ROOTFS,
        rootfs.toString(),
        "no image can be made of it: " + e.getClass().getSimpleName() + " " + e.getMessage(),
        e);
  }
}

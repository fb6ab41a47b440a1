package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Platform;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.manifest.ImageConfig;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.source.Source;
import java.util.List;
import java.util.Optional;

/**
 * What {@code lock} does for one image: from a name to a {@link Pin}. Manifests and configs that it
 * reads are kept in the store; no layer is fetched.
 */
public final class Resolver {
  private final ContentStore store;

  /** Keeps what it reads in the store. */
  public Resolver(ContentStore store) {
    this.store = store;
  }

  /**
   * Resolves the source's image, its chosen platforms, referrers and cosign tags.
   *
   * @param platforms wanted ones; each must exist. Empty: every one that exists
   * @throws dev.skerry.format.error.SkerryException with the platforms that exist, when one does
   *     not
   */
  public Pin pin(
      Source source, List<Platform> platforms, ReferrerFilter filter, boolean skipForeign) {
    Manifests manifests = new Manifests(source, store);
    Manifest root = manifests.keep(source.resolve());
    Descriptor descriptor = root.raw().descriptor();
    List<Platform> chosen = new Platforms(manifests).of(root, platforms);
    Walk walk = new Walk(manifests, chosen, skipForeign);
    List<Manifest> images = walk.image(descriptor);
    Referrers referrers = new Referrers(source, manifests, walk, filter);
    return new Pin(
        descriptor,
        chosen,
        skipForeign,
        referrers.of(images),
        referrers.tagsOf(images),
        version(manifests, images));
  }

  /** The first image's own, or what is said above it. */
  private static Optional<String> version(Manifests manifests, List<Manifest> images) {
    return images.stream()
        .flatMap(m -> Optional.ofNullable(m.annotations().get(ImageConfig.VERSION)).stream())
        .findFirst()
        .or(() ->
            images.stream()
                .filter(Manifest::image)
                .findFirst()
                .flatMap(image -> manifests.config(image).version()));
  }
}

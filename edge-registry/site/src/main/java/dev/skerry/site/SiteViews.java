package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Threshold;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.SiteState;
import dev.skerry.store.SiteState.SiteRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the view that acceptance judges by from what the store holds now. */
final class SiteViews {
  private final SiteState state;
  private final SiteSettings settings;
  private final InstantSource clock;

  SiteViews(SiteState state, SiteSettings settings, InstantSource clock) {
    this.state = state;
    this.settings = settings;
    this.clock = clock;
  }

  /** Who this gateway is. */
  SiteRow site() {
    return state
        .site()
        .filter(row -> !row.depot())
        .orElseThrow(() ->
            new SkerryException(
                SiteError.NO_SITE, "the data folder", "belongs to no site: it takes no bundles"));
  }

  ChannelKey key() {
    return site().key();
  }

  /**
   * Looks at what is trusted after it was read: the first root is the anchor given to init, and
   * each meets its own threshold.
   *
   * @throws SkerryException {@link SiteError#ROOTS_CHANGED}
   */
  void requireRoots() {
    List<TrustedRoot> roots = roots();
    Optional<Digest> first = roots.stream().map(r -> r.envelope().payloadDigest()).findFirst();
    if (first.isEmpty() || !first.equals(site().anchor())) {
      throw changed("the first is not the anchor");
    }
    for (TrustedRoot root : roots) {
      if (!Threshold.of(root.document(), RoleName.ROOT, root.envelope()).met()) {
        throw changed("root " + root.document().version() + " is not signed as it must be");
      }
    }
  }

  private static SkerryException changed(String reason) {
    return new SkerryException(SiteError.ROOTS_CHANGED, "stored root documents", reason);
  }

  private List<TrustedRoot> roots() {
    return state.roots(key().product()).stream()
        .map(row -> TrustedRoot.parse(row.envelope(), "stored root " + row.version()))
        .toList();
  }

  /** The view of this moment. */
  SiteView now() {
    SiteRow site = site();
    ChannelKey key = site.key();
    return new SiteView(
        key.product(),
        Optional.of(key.channel()),
        Optional.of(new SiteIdentity(site.id(), site.labels(), site.groups())),
        roots(),
        state.accepted(key),
        state.floor(key),
        state.counters(key),
        settings.maxAge(),
        clock.instant(),
        List.of());
  }
}

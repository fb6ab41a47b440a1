package dev.skerry.site;

import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.SiteState;
import dev.skerry.store.SiteState.SiteRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** The view of this moment. */
  SiteView now() {
    SiteRow site = site();
    ChannelKey key = site.key();
    List<TrustedRoot> roots =
        state.roots(key.product()).stream()
            .map(row -> TrustedRoot.parse(row.envelope(), "stored root " + row.version()))
            .toList();
    SortedMap<SiteView.CounterName, Long> counters = new TreeMap<>();
    state
        .counters(key)
        .forEach((name, counter) ->
            counters.put(new SiteView.CounterName(name.kind(), name.name()), counter));
    return new SiteView(
        key.product(),
        Optional.of(key.channel()),
        Optional.of(new SiteIdentity(site.id(), site.labels(), site.groups())),
        roots,
        state.accepted(key).map(a -> new SiteView.Accepted(a.epoch(), a.sequence(), a.statement())),
        state.floor(key),
        counters,
        settings.maxAge(),
        clock.instant());
  }
}

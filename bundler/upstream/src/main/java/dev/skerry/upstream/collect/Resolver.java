package dev.skerry.upstream.collect;

import dev.skerry.format.Platform;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.source.Source;
import java.util.List;

/**
 * What {@code lock} does for one image: from a name to a {@link Pin}. Manifests and configs that it
 * reads are kept in the store; no layer is fetched.
 */
@SuppressWarnings("DoNotCallSuggester")
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
   */
  public Pin pin(
      Source source, List<Platform> platforms, ReferrerFilter referrers, boolean skipForeign) {
    throw new UnsupportedOperationException(store.folder().toString());
  }
}

package dev.skerry.upstream.collect;

import dev.skerry.format.Progress;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.source.Source;
import java.util.List;

/** Step 3: from pins to their closures, and the closures' blobs into the content store. */
public final class Collect {
  private final ContentStore store;

  /** Collects into the store. */
  public Collect(ContentStore store) {
    this.store = store;
  }

  /**
   * A closure and where to get it.
   *
   * @param source stays open until the fetch is done
   */
  public record Order(Source source, Closure closure) {}

  /**
   * Walks one pinned image. Manifests that are missing are fetched and stored; nothing else is, so
   * that sizes can be judged before anything large is downloaded.
   */
  public Closure closure(Source source, Pin pin) {
    Walk walk = new Walk(new Manifests(source, store), pin.platforms(), pin.skipForeign());
    walk.image(pin.root());
    pin.referrers().forEach(walk::referrer);
    pin.tags().values().forEach(walk::referrer);
    return walk.closure();
  }

  /**
   * Fetches what the store does not hold, each digest once, four at a time; then forces the store.
   * The first failure stops all; what is stored stays.
   */
  public void fetch(List<Order> orders, Progress progress) {
    new Fetch(store, progress).run(orders);
    store.sync();
  }
}

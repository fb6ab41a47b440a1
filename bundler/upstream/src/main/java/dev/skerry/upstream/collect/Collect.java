package dev.skerry.upstream.collect;

import dev.skerry.format.Progress;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.source.Source;
import java.util.ArrayList;
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
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(source.manifest(pin.root()).descriptor(), Part.Role.MANIFEST));
    return new Closure(parts, List.of());
  }

  /**
   * Fetches what the store does not hold, each digest once, four at a time; then forces the store.
   * The first failure stops all; what is stored stays.
   */
  public void fetch(List<Order> orders, Progress progress) {
    for (Order order : orders) {
      order.closure().parts().stream()
          .map(Part::descriptor)
          .filter(wanted -> !store.holds(wanted.digest(), wanted.size()))
          .forEach(wanted -> order.source().blob(wanted, store, progress));
    }
    store.sync();
  }
}

package dev.skerry.desk.ledger;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The counters that content was given (format section 3, "Counters"): a digest seen before keeps
 * its counter, a new one gets the highest ever plus one.
 */
public final class Counters {
  private final Map<Key, Map<Digest, Long>> given = new HashMap<>();

  private record Key(Kind kind, String name) {}

  Counters() {}

  void add(Statement statement) {
    statement.content().forEach(this::add);
  }

  private void add(Content content) {
    if (content.name().isPresent() && content.counter().isPresent()) {
      given
          .computeIfAbsent(new Key(content.kind(), content.name().get()), key -> new HashMap<>())
          .merge(content.digest(), content.counter().getAsLong(), Math::max);
    }
  }

  /** The counter that this digest was given under this kind and name. */
  public OptionalLong of(Kind kind, String name, Digest digest) {
    Long counter = given.getOrDefault(new Key(kind, name), Map.of()).get(digest);
    return counter == null ? OptionalLong.empty() : OptionalLong.of(counter);
  }

  /** The highest counter ever given under this kind and name; 0 when there is none. */
  public long highest(Kind kind, String name) {
    return given.getOrDefault(new Key(kind, name), Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }
}

package dev.skerry.desk.kit;

import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.AddSite;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.document.Sites;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Registers gateways of edge-fleet in a ledger, as role deploy does.
 *
 * @param roots folder of the root documents
 */
public record Register(Ledger ledger, Path roots) {
  /** The first key of a gateway. */
  public Sites add(String site, String key, String... signers) {
    return add(site, key, OptionalLong.empty(), Map.of(), List.of(), signers);
  }

  /** The key that takes the place of another, which counts up to a receipt. */
  public Sites replace(String site, String key, long last, String... signers) {
    return add(site, key, OptionalLong.of(last), Map.of(), List.of(), signers);
  }

  /** The same with all that is known of the site. */
  public Sites add(
      String site,
      String key,
      OptionalLong last,
      Map<String, String> labels,
      List<String> groups,
      String... signers) {
    var gateway =
        new AddSite.Gateway(
            site, TestKeys.key(key).publicKey(), last, new TreeMap<>(labels), groups);
    return new AddSite(ledger, new Roots(roots), InstantSource.fixed(TestRoots.ISSUED))
        .run(Optional.of("edge-fleet"), gateway, Stream.of(signers).map(TestKeys::key).toList());
  }
}

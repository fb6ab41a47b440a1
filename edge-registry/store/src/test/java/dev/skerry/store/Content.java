package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Content of a small bundle, put together in memory. */
final class Content {
  static final ChannelKey KEY = new ChannelKey("edge-fleet", "stable");
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final Map<Digest, byte[]> bytes = new TreeMap<>();
  private final SortedMap<Digest, Long> blobs = new TreeMap<>();
  private final List<BundleContent.ManifestRow> manifests = new ArrayList<>();
  private final List<BundleContent.Placement> placements = new ArrayList<>();

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Digest blob(byte[] content) {
    Digest digest = Digest.of(content);
    bytes.put(digest, content);
    blobs.put(digest, (long) content.length);
    return digest;
  }

  Digest manifest(String body, Digest... referenced) {
    return manifest(body, Optional.empty(), referenced);
  }

  Digest manifest(String body, Optional<Digest> subject, Digest... referenced) {
    return row(body, MediaTypes.OCI_MANIFEST, subject, List.of(), List.of(referenced));
  }

  Digest index(String body, Digest... children) {
    return row(body, MediaTypes.OCI_INDEX, Optional.empty(), List.of(children), List.of());
  }

  void place(Optional<String> host, String repository, Optional<String> tag, Digest manifest) {
    placements.add(new BundleContent.Placement(host, repository, tag, manifest));
  }

  void tag(String host, String repository, String tag, Digest manifest) {
    place(Optional.of(host).filter(h -> !h.isEmpty()), repository, Optional.of(tag), manifest);
  }

  BundleContent bundle(Digest statement) {
    return new BundleContent(statement, blobs, manifests, placements);
  }

  /** Everything that import does. */
  void importInto(EmbeddedStore store, long sequence) {
    quarantine(store);
    store.blobs().publish(bytes.keySet());
    store.inTransaction(() -> {
      Digest statement = statement(sequence);
      store.catalog().addBundle(bundle(statement));
      store.state().accept(KEY, row(sequence));
      return statement;
    });
  }

  void quarantine(EmbeddedStore store) {
    try (Intake intake = store.blobs().intake()) {
      for (var entry : bytes.entrySet()) {
        if (store.blobs().holds(entry.getKey())
            || intake.quarantinedSize(entry.getKey()).isPresent()) {
          continue;
        }
        try (Intake.Quarantined blob = intake.quarantine(entry.getKey(), entry.getValue().length)) {
          blob.write(ByteBuffer.wrap(entry.getValue()));
          blob.finish(Digest.of(entry.getValue()));
        }
      }
      intake.settle();
    }
  }

  static Digest statement(long sequence) {
    return Digest.of(utf8("statement " + sequence));
  }

  static SiteState.BundleRow row(long sequence) {
    return new SiteState.BundleRow(
        statement(sequence),
        "edge-fleet-stable-" + sequence,
        1,
        sequence,
        NOW,
        NOW,
        100,
        utf8("envelope"),
        utf8("index"));
  }

  private Digest row(
      String body,
      String mediaType,
      Optional<Digest> subject,
      List<Digest> children,
      List<Digest> referenced) {
    Digest digest = blob(utf8(body));
    StoredManifest manifest =
        new StoredManifest(
            digest, mediaType, body.length(), Optional.of("application/test"), subject);
    manifests.add(new BundleContent.ManifestRow(manifest, Map.of("k", body), children, referenced));
    return digest;
  }
}

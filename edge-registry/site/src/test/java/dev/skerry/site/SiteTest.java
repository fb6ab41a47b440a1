package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.plans.PlanRulesPolicy;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.Lookup;
import dev.skerry.store.SiteState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh site and an empty stick for each test. */
abstract class SiteTest {
  static final ChannelKey KEY = new ChannelKey("edge-fleet", "stable");
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir Path folder;
  Path stick;
  Path data;
  EmbeddedStore store;
  Disk disk = Disk.real();
  MediumFiles medium = MediumFiles.real();

  @BeforeEach
  void openSite() throws IOException {
    stick = Files.createDirectory(folder.resolve("stick"));
    data = folder.resolve("data");
    store = EmbeddedStore.open(data, disk, CLOCK);
    initialise(store);
  }

  @AfterEach
  void closeSite() {
    store.close();
  }

  static void initialise(EmbeddedStore store) {
    Envelope root = new TestBundle().roots.getFirst();
    store
        .state()
        .initialise(
            new SiteState.SiteRow(
                false,
                "north-1",
                KEY,
                new TreeMap<>(Map.of("env", "prod")),
                List.of("pilot"),
                Optional.of(root.payloadDigest()),
                CLOCK.instant()));
    store.state().saveRoot("edge-fleet", new SiteState.RootRow(1, root.bytes()));
  }

  ImportResult importFrom(Path... sources) {
    return new Import(
            store,
            disk,
            medium,
            new PlanRulesPolicy().and(new SitePolicies(data.resolve("policies"))),
            new SiteSettings(Optional.empty(), 0),
            CLOCK)
        .run(ImportRequest.of(sources), Progress.none());
  }

  ImportResult importStick() {
    return importFrom(stick);
  }

  /** Everything of the bundle is held, hashes to its name, and is the active one. */
  void assertServes(TestBundle bundle) {
    bundle.blobs.forEach((digest, body) -> {
      assertThat(store.blobs().holds(digest)).as("holds %s", digest).isTrue();
      assertThat(Digest.of(read(store.blobs().path(digest)))).isEqualTo(digest);
    });
    SiteView.Accepted accepted = store.state().accepted(KEY).orElseThrow();
    assertThat(accepted.sequence()).isEqualTo(bundle.sequence);
    assertThat(lookup("docker.io/library/app", "v" + bundle.sequence))
        .isInstanceOf(Lookup.Found.class);
    assertThat(store.log().firstBroken()).isEmpty();
  }

  /** Nothing of any bundle can be seen. */
  void assertServesNothing() {
    assertThat(store.catalog().repositories(Optional.empty(), 10)).isEmpty();
    assertThat(store.state().accepted(KEY)).isEmpty();
    assertThat(store.state().bundles(KEY)).isEmpty();
  }

  Lookup lookup(String repository, String tag) {
    return store.catalog().manifest(Optional.empty(), repository, tag);
  }

  List<String> blobFiles() {
    try (var files = Files.find(data.resolve("blobs"), 4, (p, a) -> a.isRegularFile())) {
      return files.map(p -> String.valueOf(p.getFileName())).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** An archive whose last blob has another byte at its end. */
  static void damageLastBlob(byte[] archive) {
    int last = archive.length - 1;
    while (archive[last] == 0) {
      last--;
    }
    archive[last] ^= 1;
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

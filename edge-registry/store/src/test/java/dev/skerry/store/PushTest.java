package dev.skerry.store;

import static dev.skerry.store.Content.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushTest extends StoreTest {
  private static final byte[] LAYER = utf8("layer");

  @Test
  void aPushedBlobIsSeenInItsRepositoryOnly() throws Exception {
    Digest layer = pushBlob("acme/app", LAYER);
    assertThat(store.catalog().blob(Optional.empty(), "acme/app", layer)).contains(5L);
    assertThat(store.catalog().blob(Optional.empty(), "acme/other", layer)).isEmpty();
    assertThat(store.catalog().missing("acme/other", List.of(layer))).containsExactly(layer);
    assertThat(store.catalog().missing("acme/app", List.of(layer))).isEmpty();
  }

  @Test
  void aBlobIsMountedFromWhereItIsSeen() throws Exception {
    Digest layer = pushBlob("acme/app", LAYER);
    Catalog catalog = store.catalog();
    assertThat(catalog.mount("acme/new", layer, Optional.of("acme/not"))).isFalse();
    assertThat(catalog.blob(Optional.empty(), "acme/new", layer)).isEmpty();
    assertThat(catalog.mount("acme/new", layer, Optional.of("acme/app"))).isTrue();
    assertThat(catalog.mount("acme/third", layer, Optional.empty())).isTrue();
    assertThat(catalog.mount("acme/third", Digest.of(utf8("none")), Optional.empty())).isFalse();
    assertThat(catalog.blob(Optional.empty(), "acme/new", layer)).contains(5L);
  }

  @Test
  void aPushedManifestIsFoundByTagAndDigestAndAsReferrer() throws Exception {
    Digest subject = Digest.of(utf8("not here yet"));
    Digest layer = pushBlob("quay.io/acme/app", LAYER);
    byte[] raw = utf8("{\"annotations\":{\"a\":\"b\"}}");
    StoredManifest manifest =
        new StoredManifest(
            adopt(raw),
            MediaTypes.OCI_MANIFEST,
            raw.length,
            Optional.of("application/sbom"),
            Optional.of(subject));
    store
        .catalog()
        .putManifest(
            "quay.io/acme/app", Optional.of("v1"), raw, manifest, List.of(), List.of(layer));

    Lookup.Found expected = new Lookup.Found(manifest, Optional.of("quay.io"), "acme/app");
    assertThat(store.catalog().manifest(Optional.of("quay.io"), "acme/app", "v1"))
        .isEqualTo(expected);
    assertThat(store.catalog().manifest(Optional.empty(), "acme/app", manifest.digest().toString()))
        .isEqualTo(expected);
    assertThat(store.catalog().referrers(Optional.empty(), "quay.io/acme/app", subject))
        .singleElement()
        .satisfies(d -> assertThat(d.annotations()).containsEntry("a", "b"));
  }

  @Test
  void whatWasPushedIsPulledUnderTheSameNameEvenWhereDockerIoHasOneToo() throws Exception {
    Digest own = pushManifest("acme/app", "{\"own\":1}");
    pushManifest("docker.io/acme/app", "{\"docker\":1}");
    assertThat(store.catalog().manifest(Optional.empty(), "acme/app", "v1"))
        .isInstanceOfSatisfying(
            Lookup.Found.class, found -> assertThat(found.manifest().digest()).isEqualTo(own));
  }

  @Test
  void aRowNeverPromisesAFileThatIsNotThereOrHasAnotherSize() throws Exception {
    Digest absent = Digest.of(utf8("absent"));
    assertFails(StoreError.NOT_HELD, () -> store.catalog().addBlob("acme/app", absent, 6));
    Digest layer = adopt(LAYER);
    assertFails(StoreError.WRONG_BYTES, () -> store.catalog().addBlob("acme/app", layer, 6));
    StoredManifest other =
        new StoredManifest(layer, MediaTypes.OCI_MANIFEST, 2, Optional.empty(), Optional.empty());
    assertFails(
        StoreError.WRONG_BYTES,
        () ->
            store
                .catalog()
                .putManifest(
                    "acme/app", Optional.empty(), utf8("{}"), other, List.of(), List.of()));
    assertThat(store.catalog().repositories(Optional.empty(), 9)).isEmpty();
  }

  private Digest pushManifest(String path, String body) throws IOException {
    Digest digest = adopt(utf8(body));
    StoredManifest manifest =
        new StoredManifest(
            digest, MediaTypes.OCI_MANIFEST, body.length(), Optional.empty(), Optional.empty());
    store
        .catalog()
        .putManifest(path, Optional.of("v1"), utf8(body), manifest, List.of(), List.of());
    return digest;
  }

  private Digest pushBlob(String path, byte[] bytes) throws IOException {
    Digest digest = adopt(bytes);
    store.catalog().addBlob(path, digest, bytes.length);
    return digest;
  }

  private Digest adopt(byte[] bytes) throws IOException {
    Path file = Files.write(data.resolve("upload"), bytes);
    Digest digest = Digest.of(bytes);
    store.blobs().adopt(file, digest);
    assertThat(file).doesNotExist();
    return digest;
  }
}

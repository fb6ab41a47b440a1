package dev.skerry.upstream.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  @TempDir Path temp;
  private ContentStore store;
  private final byte[] bytes = new byte[300_000];
  private Descriptor wanted;

  @BeforeEach
  void open() {
    new Random(1).nextBytes(bytes);
    wanted = Descriptor.of(MediaTypes.OCTETS, Digest.of(bytes), bytes.length);
    store = ContentStore.open(temp.resolve("a/b"));
  }

  @Test
  void aNewStoreIsAnEmptyOciLayout() throws Exception {
    assertThat(store.folder().resolve("oci-layout"))
        .hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(LayoutIndex.parse(Files.readAllBytes(store.folder().resolve("index.json")), "x"))
        .isEmpty();
  }

  @Test
  void bytesAndFilesAreHeldByTheirDigest() throws Exception {
    Path file = Files.write(temp.resolve("file"), bytes);
    assertThat(store.put(file, MediaTypes.OCTETS)).isEqualTo(wanted);
    assertThat(store.put(bytes)).isEqualTo(wanted.digest());
    assertThat(store.holds(wanted.digest(), bytes.length)).isTrue();
    assertThat(store.holds(wanted.digest(), 1)).isFalse();
    assertThat(store.size(wanted.digest())).isEqualTo(bytes.length);
    assertThat(store.read(wanted.digest(), bytes.length)).isEqualTo(bytes);
    assertThat(store.put(new byte[0])).isEqualTo(Digest.of(new byte[0]));
    store.sync();
    assertThat(parts()).isEmpty();
  }

  @Test
  void aDamagedBlobIsNotGivenOut() throws Exception {
    store.put(bytes);
    bytes[7]++;
    Files.write(store.path(wanted.digest()), bytes);
    assertThatThrownBy(() -> store.read(wanted.digest(), bytes.length))
        .hasMessageContaining("SKY-2501");
    assertThatThrownBy(() -> store.read(wanted.digest(), 10)).hasMessageContaining("SKY-2304");
    assertThatThrownBy(() -> store.size(Digest.of(bytes))).hasMessageContaining("SKY-2504");
  }

  @Test
  void anUnfinishedBlobIsGoneOnWith() throws Exception {
    try (BlobWriter first = store.writer(wanted)) {
      first.write(bytes, 100_000);
      assertThatThrownBy(() -> first.commit("x")).hasMessageContaining("ended after 100000");
    }
    assertThat(store.holds(wanted.digest())).isFalse();
    try (BlobWriter second = ContentStore.open(store.folder()).writer(wanted)) {
      assertThat(second.position()).isEqualTo(100_000);
      byte[] rest = Arrays.copyOfRange(bytes, 100_000, bytes.length);
      second.write(rest, rest.length);
      second.commit("x");
    }
    assertThat(store.read(wanted.digest(), bytes.length)).isEqualTo(bytes);
    assertThat(parts()).isEmpty();
  }

  @Test
  void aPartThatWasDamagedMeanwhileIsFoundAndThrownAway() throws Exception {
    Files.write(store.part(wanted.digest()), new byte[100_000]);
    try (BlobWriter writer = store.writer(wanted)) {
      writer.write(bytes, bytes.length - 100_000);
      assertThatThrownBy(() -> writer.commit("x")).hasMessageContaining("SKY-2108");
    }
    assertThat(store.folder().resolve("blobs/sha256")).isEmptyDirectory();
    assertThat(parts()).isEmpty();
  }

  @Test
  void sixteenWritersOfOneBlobWriteItOnce() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      writers.add(() -> {
        try (BlobWriter writer = ContentStore.open(store.folder()).writer(wanted)) {
          boolean mine = !writer.held();
          if (mine) {
            writer.write(bytes, bytes.length);
          }
          writer.commit("x");
          return mine;
        }
      });
    }
    int wrote = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        wrote += writer.get() ? 1 : 0;
      }
    }
    assertThat(wrote).isEqualTo(1);
    assertThat(parts()).isEmpty();
  }

  @Test
  void namesOfTwoBuildsBothStay() throws Exception {
    store.publish(new TreeMap<>(Map.of("docker.io/a:1", wanted, "docker.io/b:1", wanted)));
    ContentStore.open(store.folder()).publish(new TreeMap<>(Map.of("docker.io/a:2", wanted)));
    byte[] index = Files.readAllBytes(store.folder().resolve("index.json"));
    assertThat(LayoutIndex.parse(index, "index"))
        .extracting(entry -> LayoutIndex.nameOf(entry).orElseThrow())
        .containsExactly("docker.io/a:1", "docker.io/a:2", "docker.io/b:1");
    assertThat(new String(index, StandardCharsets.UTF_8)).startsWith("{\"schemaVersion\":2,");
  }

  private List<String> parts() throws Exception {
    try (var files = Files.list(store.folder().resolve("parts"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".part"))
          .toList();
    }
  }
}

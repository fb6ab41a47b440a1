package dev.skerry.store;

import static dev.skerry.store.Content.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest extends StoreTest {
  private static final byte[] HELLO = utf8("hello");
  private static final Digest DIGEST = Digest.of(HELLO);

  @TempDir(factory = MemoryFolder.class)
  Path other;

  @Test
  void manyBlobsOfManySizesArriveWhole() throws Exception {
    Content content = new Content();
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[i % 500 == 0 ? 3_000_000 : random.nextInt(2_000)];
      random.nextBytes(bytes);
      content.blob(bytes);
    }
    content.quarantine(store);
    store.blobs().publish(content.bytes.keySet());
    for (var entry : content.bytes.entrySet()) {
      assertThat(Files.readAllBytes(store.blobs().path(entry.getKey())))
          .isEqualTo(entry.getValue());
    }
    assertThat(store.blobs().size(DIGEST)).isEmpty();
  }

  @Test
  void aFinishedBlobStaysInQuarantineAndAnUnfinishedOneGoes() throws Exception {
    byte[] half = utf8("half");
    try (Intake intake = store.blobs().intake()) {
      put(intake, HELLO);
      assertThat(intake.quarantinedSize(DIGEST)).hasValue(5);
      Intake.Quarantined open = intake.quarantine(Digest.of(half), 4);
      open.write(ByteBuffer.wrap(half, 0, 2));
    }
    assertThat(Files.list(data.resolve("quarantine")).map(f -> f.getFileName().toString()))
        .containsExactly(DIGEST.hex());
    try (Intake again = store.blobs().intake()) {
      assertThat(again.quarantinedSize(DIGEST)).hasValue(5);
      assertThat(again.quarantinedPath(DIGEST)).hasBinaryContent(HELLO);
      assertThat(again.quarantinedSize(Digest.of(half))).isEmpty();
    }
  }

  @Test
  void wrongBytesNeverGetTheNameOfAWholeBlob() {
    try (Intake intake = store.blobs().intake()) {
      assertFails(
          StoreError.WRONG_BYTES, () -> put(intake, DIGEST, 5, HELLO, Digest.of(utf8("x"))));
      assertFails(StoreError.WRONG_BYTES, () -> put(intake, DIGEST, 6, HELLO, DIGEST));
      assertFails(StoreError.WRONG_BYTES, () -> put(intake, DIGEST, 4, HELLO, DIGEST));
      intake.settle();
      assertThat(intake.quarantinedSize(DIGEST)).isEmpty();
      put(intake, HELLO);
      assertThat(intake.quarantinedSize(DIGEST)).hasValue(5);
    }
  }

  @Test
  void oneIntakeAtATimeAndOneBlobAtATime() {
    try (Intake intake = store.blobs().intake()) {
      assertFails(StoreError.BUSY, () -> store.blobs().intake());
      try (Intake.Quarantined open = intake.quarantine(DIGEST, 5)) {
        open.write(ByteBuffer.allocate(1));
        assertThatThrownBy(() -> intake.quarantine(DIGEST, 5))
            .isInstanceOf(IllegalStateException.class);
      }
    }
    store.blobs().intake().close();
  }

  @Test
  void theDiskIsSetToWorkWhileALargeBlobIsStillArriving() {
    CountingDisk disk = new CountingDisk();
    try (EmbeddedStore counted = EmbeddedStore.open(other, disk, InstantSource.system());
        Intake intake = counted.blobs().intake()) {
      byte[] bytes = new byte[80 << 20];
      Digest digest = Digest.of(bytes);
      put(intake, digest, bytes.length, bytes, digest);
      intake.settle();
      assertThat(disk.early.get()).isBetween(1, 2);
      assertThat(disk.full.get()).isEqualTo(1);
      assertThat(disk.written.get()).isEqualTo(bytes.length);
    }
  }

  @Test
  void publishingForcesEachFolderOnceAfterAllNamesAndAlsoForWhatIsHeldAlready() {
    CountingDisk disk = new CountingDisk();
    try (EmbeddedStore counted = EmbeddedStore.open(other, disk, InstantSource.system())) {
      Content content = new Content();
      for (int i = 0; i < 600; i++) {
        content.blob(utf8("blob " + i));
      }
      content.quarantine(counted);
      disk.log.clear();
      counted.blobs().publish(content.bytes.keySet());
      List<String> log = List.copyOf(disk.log);
      assertThat(log.lastIndexOf("rename")).isLessThan(log.indexOf("forceFolder"));
      long folders =
          content.bytes.keySet().stream().map(d -> d.hex().substring(0, 2)).distinct().count();
      assertThat(log.stream().filter("forceFolder"::equals)).hasSize((int) folders);
      disk.log.clear();
      counted.blobs().publish(content.bytes.keySet());
      assertThat(disk.log.stream().filter("forceFolder"::equals)).hasSize((int) folders);
    }
  }

  @Test
  void aDamagedBlobGoesOutOfSightAndTheNextImportHealsIt() {
    Content content = new Content();
    content.blob(HELLO);
    content.quarantine(store);
    store.blobs().publish(List.of(DIGEST));
    store.blobs().condemn(DIGEST);
    assertThat(store.blobs().holds(DIGEST)).isFalse();
    store.blobs().condemn(DIGEST);
    assertFails(StoreError.NOT_HELD, () -> store.blobs().publish(List.of(DIGEST)));
    content.quarantine(store);
    store.blobs().publish(List.of(DIGEST));
    assertThat(store.blobs().size(DIGEST)).hasValue(5);
  }

  private static void put(Intake intake, byte[] bytes) {
    put(intake, Digest.of(bytes), bytes.length, bytes, Digest.of(bytes));
  }

  private static void put(
      Intake intake, Digest expected, long size, byte[] bytes, Digest verified) {
    try (Intake.Quarantined blob = intake.quarantine(expected, size)) {
      blob.write(ByteBuffer.wrap(bytes));
      blob.finish(verified);
    }
  }
}

package dev.skerry.upstream.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second process waits for a blob that the first is writing, and for nobody who died. */
class TwoProcessesIT {
  private static final int SIZE = 200_000;

  @TempDir Path temp;

  @Test
  void theOtherProcessWaitsAndThenFindsTheBlob() throws Exception {
    ContentStore store = ContentStore.open(temp);
    Process other;
    try (BlobWriter writer = store.writer(wanted())) {
      writer.write(bytes(), SIZE / 2);
      other = start("write");
      assertThat(other.waitFor(1, TimeUnit.SECONDS)).isFalse();
      byte[] rest = Arrays.copyOfRange(bytes(), SIZE / 2, SIZE);
      writer.write(rest, rest.length);
      writer.commit("here");
    }
    assertThat(output(other)).isEqualTo("held");
    assertThat(store.read(wanted().digest(), SIZE)).isEqualTo(bytes());
  }

  @Test
  void aKilledProcessLeavesAPartThatIsGoneOnWith() throws Exception {
    ContentStore store = ContentStore.open(temp);
    Process other = start("hang");
    while (!Files.exists(store.part(wanted().digest()))
        || Files.size(store.part(wanted().digest())) < SIZE / 2) {
      assertThat(other.isAlive()).as("the other process writes on").isTrue();
      Thread.sleep(20);
    }
    other.destroyForcibly().waitFor();
    try (BlobWriter writer = store.writer(wanted())) {
      assertThat(writer.position()).isEqualTo(SIZE / 2);
    }
  }

  private Process start(String what) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            List.of(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TwoProcessesIT.class.getName(),
                temp.toString(),
                what))
        .redirectErrorStream(true)
        .start();
  }

  private static String output(Process process) throws Exception {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The other process. */
  public static void main(String[] arguments) throws Exception {
    try (BlobWriter writer = ContentStore.open(Path.of(arguments[0])).writer(wanted())) {
      if (arguments[1].equals("hang")) {
        writer.write(bytes(), SIZE / 2);
        Thread.sleep(60_000);
      }
      System.out.print(writer.held() ? "held" : "mine");
    }
  }

  private static Descriptor wanted() {
    return Descriptor.of(MediaTypes.OCTETS, Digest.of(bytes()), SIZE);
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(5).nextBytes(bytes);
    return bytes;
  }
}

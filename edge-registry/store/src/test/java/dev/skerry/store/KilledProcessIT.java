package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that imports one bundle after the other is killed again and again. */
class KilledProcessIT {
  private static final int ROUNDS = 6;
  private static final int ROUND_MILLIS_MAX = 700;

  @TempDir Path data;

  @Test
  void afterAKillEverythingCommittedIsThereAndTheNextProcessGoesOn() throws Exception {
    Random random = new Random(7);
    long committed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = committed;
      committed = importUntilKilled(committed, random.nextInt(ROUND_MILLIS_MAX));
      try (EmbeddedStore store = EmbeddedStore.open(data, Disk.real(), InstantSource.system())) {
        long accepted = store.state().accepted(Content.KEY).orElseThrow().sequence();
        assertThat(accepted).isBetween(committed, committed + 1);
        assertThat(store.log().firstBroken()).isEmpty();
        committed = accepted;
      }
      ImportCrashTest.assertSound(data);
      assertThat(committed).as("progress in round " + round).isGreaterThan(before);
    }
  }

  /** The last sequence that the process said was committed. */
  private long importUntilKilled(long from, int millis) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Importer.class.getName(),
                data.toString(),
                String.valueOf(from + 1))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = from;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      last = Long.parseLong(String.valueOf(out.readLine()));
      Thread.sleep(Duration.ofMillis(millis));
      process.toHandle().destroyForcibly(); // unlike Process's own, it leaves the stream open
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Long.parseLong(line);
      }
    } finally {
      process.destroyForcibly();
    }
    return last;
  }

  /** Imports bundles of ascending sequence until it is killed. */
  static final class Importer {
    private static final int BUNDLES_MAX = 10_000;

    private Importer() {}

    public static void main(String[] args) {
      Path data = Path.of(args[0]);
      long from = Long.parseLong(args[1]);
      try (EmbeddedStore store = EmbeddedStore.open(data, Disk.real(), InstantSource.system())) {
        for (long sequence = from; sequence < from + BUNDLES_MAX; sequence++) {
          Content content = new Content();
          Digest[] layers = new Digest[20];
          for (int i = 0; i < layers.length; i++) {
            layers[i] = content.blob(Content.utf8("layer " + i + " of " + sequence));
          }
          content.tag("docker.io", "x", "1", content.manifest("m" + sequence, layers));
          content.importInto(store, sequence);
          System.out.println(sequence);
        }
      }
    }
  }
}

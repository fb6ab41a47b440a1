package dev.skerry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The golden log of format v1 is what the log of today would write and chain, to the byte. */
class GoldenLogTest {
  private static final Path GOLDEN = Path.of("../../bundler/format/src/test/resources/golden/v1");

  @Test
  void todaysEntriesHaveTheSameBytes() throws IOException {
    Digest previous = new Digest("0".repeat(64));
    long number = 0;
    for (String line :
        Files.readAllLines(GOLDEN.resolve("test-only-receipts/test-only-site.log"))) {
      Fields read =
          Fields.of(JsonReader.strict(line.getBytes(UTF_8), line), "", StoreError.LOG_CHANGED);
      AuditLog.Event event =
          new AuditLog.Event(
              read.text("name"), read.text("actor"), read.text("object"), read.textMap("detail"));
      AuditLog.Entry entry =
          AuditLog.Entry.of(++number, Instant.parse(read.text("time")), event, previous);
      assertThat(new String(entry.json(), UTF_8)).isEqualTo(line);
      previous = entry.hash();
    }
    assertThat(number).isEqualTo(9);
  }
}

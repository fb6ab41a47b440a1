package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever can write to the database, and makes it obey, against log and receipts. */
class StateInLogTest extends SiteTest {
  private static final String LOWER =
      "UPDATE accepted SET sequence = 1,"
          + " statement = (SELECT statement FROM bundle WHERE sequence = 1)";
  private static final String EMPTY =
      "DELETE FROM audit; DELETE FROM audit_tree; DELETE FROM checkpoint";

  private void admit(long... sequences) {
    for (long sequence : sequences) {
      TestBundle.sample(sequence).write(stick);
      receipts()
          .issue(importStick().decisive().receipt().orElseThrow(), List.of(), Optional.empty());
    }
  }

  private Receipts receipts() {
    return new Receipts(store, disk, TestKeys.key("gateway"), CLOCK);
  }

  private void database(String sql) throws SQLException {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("catalog.db"));
        Statement statement = raw.createStatement()) {
      List<String> triggers = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
        while (rows.next()) {
          triggers.add(rows.getString(1));
        }
      }
      for (String trigger : triggers) {
        statement.executeUpdate("DROP TRIGGER " + trigger);
      }
      statement.executeUpdate(sql);
    }
  }

  private void withoutReceipts() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("receipts"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void theNewestReceiptIsTheNewestAlsoWhereTheFolderDoesNotSeemToHaveChanged() throws IOException {
    KeptReceipts kept = KeptReceipts.of(store);
    assertThat(kept.newest()).isEmpty();
    admit(1);
    assertThat(kept.newest().orElseThrow().number()).isEqualTo(1);
    Path folder = data.resolve("receipts");
    FileTime changed = Files.getLastModifiedTime(folder);
    admit(2);
    Files.setLastModifiedTime(folder, changed);
    assertThat(kept.newest().orElseThrow().number()).isEqualTo(2);
    withoutReceipts();
    assertThat(kept.newest()).isEmpty();
  }

  private void assertRefuses(String code, String item) {
    assertThatThrownBy(this::importStick)
        .asInstanceOf(type(SkerryException.class))
        .satisfies(e -> {
          assertThat(e.problem().code()).isEqualTo(code);
          assertThat(e.problem().item()).isEqualTo(item);
        });
  }

  @Test
  void whatWasAcceptedIsWhatLogAndReceiptsSay() throws IOException {
    admit(1, 7, 8);
    new StateInLog(store).check();
    withoutReceipts();
    new StateInLog(store).check();
    assertThat(store.log().read(1, 100))
        .noneMatch(entry -> entry.event().name().equals(Journal.STATE_CONTRADICTED));
  }

  @Test
  void theReceiptOfABundleThatWasRefusedForItsChannelContradictsNothing() {
    admit(1);
    TestBundle beta = TestBundle.sample(2);
    beta.channel = "beta";
    Outcome refused = importFrom(beta.write(folder)).decisive();
    assertThat(refused.decision()).isEqualTo(Decision.REFUSED);
    receipts().issue(refused.receipt().orElseThrow(), List.of(), Optional.empty());
    new StateInLog(store).check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        LOWER + " | accepted bundle",
        "DELETE FROM accepted | accepted bundle",
        "UPDATE time_floor SET floor = '2020-01-01T00:00:00.000000000Z' | time floor",
        "DELETE FROM counter | counters",
        "UPDATE counter SET counter = 0 | counters",
        "UPDATE site SET labels = '{\"env\":\"test\"}' | site",
        "UPDATE site SET name = 'south-9' | site",
        "UPDATE active SET statement = (SELECT statement FROM bundle WHERE sequence = 1)"
            + " | active bundle"
      })
  void whatWasSetBackInTheDatabaseIsContradictedByTheLogAlone(String sql, String item)
      throws Exception {
    admit(1, 7);
    withoutReceipts();
    database(sql);
    TestBundle.sample(9).write(stick);
    assertRefuses("SKY-6011", item);
    assertThat(store.log().last().orElseThrow().event().name())
        .isEqualTo(Journal.STATE_CONTRADICTED);
    assertThat(SiteError.STATE_CHANGED.spec().exit()).isEqualTo(ExitCode.NOT_TRUSTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        LOWER + " | accepted bundle",
        "UPDATE time_floor SET floor = '2020-01-01T00:00:00.000000000Z' | time floor",
        "UPDATE site SET name = 'south-9' | site",
        "UPDATE receipt SET last = 1 | receipt"
      })
  void whereTheLogWasEditedTooTheNewestReceiptContradicts(String sql, String item)
      throws Exception {
    admit(1, 7);
    database(sql);
    database(
        "UPDATE audit SET detail = (SELECT detail FROM audit WHERE name = 'bundle.admitted'"
            + " ORDER BY number LIMIT 1) WHERE name = 'bundle.admitted'");
    assertRefuses("SKY-6011", item);
  }

  @Test
  void anOldCopyOfTheDatabaseAloneIsRefusedForItsReceiptsAreNewer() throws Exception {
    admit(1);
    Path copy = folder.resolve("copy.db");
    database("VACUUM INTO '" + copy + "'");
    admit(7);
    store.close();
    Files.copy(copy, data.resolve("catalog.db"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    store = dev.skerry.store.EmbeddedStore.open(data, disk, CLOCK);
    assertRefuses("SKY-4014", "audit log");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        EMPTY + " | audit log",
        "DELETE FROM checkpoint | audit log",
        "DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint) | audit log"
      })
  void aLogThatWasEmptiedOrWhoseCheckpointsAreGoneIsFoundByTheNewestReceipt(String sql, String item)
      throws Exception {
    admit(1, 7);
    database(sql);
    assertRefuses("SKY-4014", item);
    assertThatThrownBy(receipts()::checkSigned).hasMessageContaining("SKY-4014");
    assertThatThrownBy(receipts()::checkpoint).hasMessageContaining("SKY-4014");
  }

  @Test
  void anEmptyLogBesideAnAcceptedBundleNeedsNoReceiptToBeFound() throws Exception {
    admit(1);
    withoutReceipts();
    database(EMPTY);
    assertRefuses("SKY-4014", "audit log");
  }

  @Test
  void aCheckpointThatThisGatewayNeverSignedIsNotContinued() throws Exception {
    admit(1);
    withoutReceipts();
    database("UPDATE checkpoint SET note = replace(note, 'north-1', 'south-9')");
    assertThatThrownBy(receipts()::checkSigned).hasMessageContaining("was never signed");
  }

  @Test
  void aLogThatWasCutWithItsTreeLeftTakesNoEntry() throws Exception {
    admit(1, 7);
    database("DELETE FROM audit WHERE number > 3");
    assertThatThrownBy(() -> new Journal(store.log()).append("test", "one", java.util.Map.of()))
        .hasMessageContaining("SKY-4014")
        .hasMessageContaining("lacks entry 4");
  }
}

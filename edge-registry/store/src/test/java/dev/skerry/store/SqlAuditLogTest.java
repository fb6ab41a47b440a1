package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlAuditLogTest extends StoreTest {
  @Test
  void entriesAreNumberedChainedAndReadBackAsTheyWereWritten() {
    AuditLog.Entry first = append("one");
    AuditLog.Entry second = append("two");
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.previous()).isEqualTo(new Digest("0".repeat(64)));
    assertThat(second.previous()).isEqualTo(first.hash());
    assertThat(store.log().read(1, 10)).containsExactly(first, second);
    assertThat(store.log().read(2, 10)).containsExactly(second);
    assertThat(store.log().last()).contains(second);
  }

  @Test
  void theHashIsThatOfTheDocumentedJson() {
    AuditLog.Entry entry = append("one \"quoted\"");
    String json =
        ("{\"number\":1,\"time\":\"%s\",\"name\":\"test\",\"actor\":\"me\",\"object\":"
                + "\"one \\\"quoted\\\"\",\"detail\":{\"k\":\"v\"},\"previous\":\"%s\"}")
            .formatted(Times.text(entry.time()), "0".repeat(64));
    assertThat(entry.hash()).isEqualTo(Digest.of(Content.utf8(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit SET object = 'other' WHERE number = 1",
        "DELETE FROM audit WHERE number = 2",
        "INSERT OR REPLACE INTO audit SELECT 1, time, 'x', actor, object, detail, previous, hash"
            + " FROM audit WHERE number = 1",
        "INSERT INTO audit SELECT 4, time, name, actor, object, detail, hash, hash"
            + " FROM audit WHERE number = 2",
        "INSERT INTO audit SELECT 3, time, name, actor, object, detail, previous, hash"
            + " FROM audit WHERE number = 2",
      })
  void theDatabaseItselfRefusesToChangeTheLog(String attack) {
    append("one");
    append("two");
    assertThatThrownBy(() -> RawDatabase.run(data, attack)).hasMessageContaining("an audit entry");
    assertThat(store.log().firstBroken()).isEmpty();
  }

  @Test
  void anEntryChangedBehindTheTriggersIsFoundByTheChain() throws Exception {
    append("one");
    append("two");
    append("three");
    RawDatabase.run(data, "DROP TRIGGER audit_stays");
    RawDatabase.run(data, "UPDATE audit SET object = 'other' WHERE number = 2");
    assertThat(store.log().firstBroken()).contains(2L);
  }

  @Test
  void anEntryRemovedBehindTheTriggersIsFoundByTheChain() throws Exception {
    append("one");
    append("two");
    append("three");
    RawDatabase.run(data, "DROP TRIGGER audit_kept");
    RawDatabase.run(data, "DELETE FROM audit WHERE number = 2");
    assertThat(store.log().firstBroken()).contains(2L);
  }

  private AuditLog.Entry append(String object) {
    return store
        .log()
        .append(new AuditLog.Event("test", "me", object, new TreeMap<>(Map.of("k", "v"))));
  }
}

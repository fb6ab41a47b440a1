package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.log.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  void theLastOfSomeNamesIsFound() {
    store.log().append(event("a"));
    AuditLog.Entry second = store.log().append(event("a"));
    store.log().append(event("c"));
    assertThat(store.log().lastOf(Set.of("a", "b"))).contains(second);
    assertThat(store.log().lastOf(Set.of("b"))).isEmpty();
  }

  private static AuditLog.Event event(String name) {
    return new AuditLog.Event(name, "me", "it", new TreeMap<>());
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

  @Test
  void whatFollowsALogThatWasCutIsRefusedAsThat() throws Exception {
    append("one");
    append("two");
    RawDatabase.run(data, "DROP TRIGGER audit_kept");
    RawDatabase.run(data, "DELETE FROM audit WHERE number = 2");
    assertThatThrownBy(() -> append("three"))
        .hasMessageContaining("SKY-4014")
        .hasMessageContaining("lacks entry 2");
  }

  @Test
  void theTreeIsThatOfTheDocumentedJsonAndProvesEveryPrefix() {
    List<Digest> leaves = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      AuditLog.Entry e = append("o" + i);
      String json =
          ("{\"number\":%d,\"time\":\"%s\",\"name\":\"test\",\"actor\":\"me\",\"object\":\"%s\","
                  + "\"detail\":{\"k\":\"v\"},\"previous\":\"%s\"}")
              .formatted(e.number(), Times.text(e.time()), e.event().object(), e.previous().hex());
      leaves.add(MerkleTree.leaf(Content.utf8(json)));
    }
    Digest root = MerkleTree.root(21, (level, at) -> subtree(leaves, level, at));
    assertThat(store.log().root(21)).isEqualTo(root);
    for (long from = 0; from <= 21; from++) {
      List<Digest> proof = store.log().consistency(from, 21);
      assertThat(MerkleTree.consistent(from, store.log().root(from), 21, root, proof)).isTrue();
    }
  }

  private static Digest subtree(List<Digest> leaves, int level, long at) {
    return level == 0
        ? leaves.get((int) at)
        : MerkleTree.node(
            subtree(leaves, level - 1, 2 * at), subtree(leaves, level - 1, 2 * at + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_tree SET hash = (SELECT hash FROM audit LIMIT 1) WHERE level = 1",
        "DELETE FROM audit_tree",
        "INSERT OR REPLACE INTO audit_tree SELECT level, position, (SELECT hash FROM audit LIMIT 1)"
            + " FROM audit_tree",
      })
  void theDatabaseItselfRefusesToChangeTheTree(String attack) {
    append("one");
    append("two");
    assertThatThrownBy(() -> RawDatabase.run(data, attack)).hasMessageContaining("an audit tree");
  }

  @Test
  void aTreeChangedBehindTheTriggersIsFound() throws Exception {
    append("one");
    append("two");
    append("three");
    RawDatabase.run(data, "DROP TRIGGER audit_tree_stays");
    RawDatabase.run(
        data, "UPDATE audit_tree SET hash = (SELECT hash FROM audit LIMIT 1) WHERE level = 1");
    assertThat(store.log().firstBroken()).contains(2L);
  }

  @Test
  void aCheckpointIsKeptAndOnlyRises() {
    Digest root = Digest.of(new byte[] {1});
    store.log().keep(new AuditLog.Signed(3, root, "note"));
    assertThat(store.log().lastSigned()).contains(new AuditLog.Signed(3, root, "note"));
    assertThatThrownBy(() -> store.log().keep(new AuditLog.Signed(3, root, "other")))
        .hasMessageContaining("a checkpoint follows");
  }

  private AuditLog.Entry append(String object) {
    return store
        .log()
        .append(new AuditLog.Event("test", "me", object, new TreeMap<>(Map.of("k", "v"))));
  }
}

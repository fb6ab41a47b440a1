package dev.skerry.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.Times;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.store.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log says which statement was judged, and by which keys. */
class LoggedStatementTest extends SiteTest {
  private AuditLog.Event last() {
    return store.log().last().orElseThrow().event();
  }

  private void assertLast(String name, TestBundle bundle) {
    assertThat(last().name()).isEqualTo(name);
    assertThat(last().detail())
        .containsEntry("statement", bundle.envelope().payloadDigest().toString());
  }

  @Test
  void everyKeyThatLetABundleInIsNamed() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.signers = List.of("carol", "alice", "mallory");
    bundle.write(stick);
    importStick();
    assertLast("bundle.admitted", bundle);
    assertThat(last().detail())
        .containsEntry(
            "keys",
            Stream.of("alice", "carol")
                .map(name -> name + ":" + TestKeys.key(name).publicKey().keyid())
                .collect(Collectors.joining(",")));
    importStick();
    assertLast("bundle.present", bundle);
  }

  @Test
  void aBundleThatIsRefusedIsNamedByItsStatementToo() throws IOException {
    TestBundle.sample(2).write(stick);
    importStick();
    Path other = Files.createDirectory(folder.resolve("other"));
    TestBundle older = TestBundle.sample(1);
    older.write(other);
    importFrom(other);
    assertLast("bundle.refused", older);

    TestBundle forged = TestBundle.sample(3);
    forged.signers = List.of("alice", "mallory");
    Path third = Files.createDirectory(folder.resolve("third"));
    forged.write(third);
    importFrom(third);
    assertLast("bundle.refused", forged);
  }

  private void assertFacts(
      String event, String signers, String before, Instant floor, String... more) {
    assertThat(last().name()).isEqualTo(event);
    Set<String> names = new TreeSet<>(List.of(more));
    names.addAll(List.of("root", "signers", "keys", "clock", "floor", "before", "place"));
    assertThat(last().detail().keySet()).isEqualTo(names);
    assertThat(last().detail())
        .containsEntry("root", "1")
        .containsEntry("signers", signers)
        .containsEntry("clock", "2026-11-24T12:00:00Z")
        .containsEntry("floor", Times.text(floor))
        .containsEntry("before", before);
    assertThat(last().detail().get("keys").split(",")).hasSameSizeAs(signers.split(","));
  }

  @Test
  void whatIsAdmittedAndPresentHasAllThatItWasJudgedBy() {
    TestBundle first = TestBundle.sample(1);
    first.write(stick);
    importStick();
    String[] admitted = {"statement", "epoch", "sequence", "floor-before", "counters", "site"};
    assertFacts("bundle.admitted", "alice,bob", "none", first.issued, admitted);
    assertThat(last().detail()).containsEntry("floor-before", "1970-01-01T00:00:00Z");
    importStick();
    assertFacts("bundle.present", "alice,bob", "1/1", first.issued, "statement");
    TestBundle.sample(2).write(folder);
    importFrom(folder);
    assertFacts("bundle.admitted", "alice,bob", "1/1", first.issued, admitted);
    assertThat(last().detail()).containsEntry("floor-before", Times.text(first.issued));
  }

  @Test
  void whatWaitsHasAllThatItWasJudgedBy() {
    TestBundle bundle = TestBundle.sample(1);
    List<Path> volumes = bundle.write(stick, 40_000);
    importFrom(volumes.getFirst());
    assertFacts("bundle.waiting", "alice,bob", "none", Instant.EPOCH, "statement", "volumes");
  }

  @Test
  void whatIsRefusedHasAllThatWasKnownAtThatStep() throws IOException {
    TestBundle held = TestBundle.sample(2);
    held.write(stick);
    importStick();
    String[] refused = {"statement", "code", "item", "reason"};
    Path older = Files.createDirectory(folder.resolve("older"));
    TestBundle.sample(1).write(older);
    importFrom(older);
    assertFacts("bundle.refused", "alice,bob", "1/2", held.issued, refused);
    TestBundle forged = TestBundle.sample(3);
    forged.signers = List.of("alice", "mallory");
    Path third = Files.createDirectory(folder.resolve("third"));
    forged.write(third);
    importFrom(third);
    assertFacts("bundle.refused", "alice", "1/2", held.issued, refused);
    Path none = Files.createDirectory(folder.resolve("none"));
    Files.writeString(none.resolve("edge-fleet-stable-1.skerry"), "no bundle", UTF_8);
    importFrom(none);
    assertFacts("bundle.refused", "", "1/2", held.issued, "code", "item", "reason");
  }

  @Test
  void whatIsNoBundleHasNoStatement() throws IOException {
    Files.writeString(stick.resolve("edge-fleet-stable-1.skerry"), "no bundle", UTF_8);
    importStick();
    assertThat(last().name()).isEqualTo("bundle.refused");
    assertThat(last().detail()).doesNotContainKey("statement");
  }
}

package dev.skerry.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.store.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void whatIsNoBundleHasNoStatement() throws IOException {
    Files.writeString(stick.resolve("edge-fleet-stable-1.skerry"), "no bundle", UTF_8);
    importStick();
    assertThat(last().name()).isEqualTo("bundle.refused");
    assertThat(last().detail()).doesNotContainKey("statement");
  }
}

package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.store.Lookup;
import dev.skerry.store.SiteState.BundleRow;
import dev.skerry.store.SiteState.RootRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes after a bundle was judged and before its commit, in one sitting, counts. */
class ChangedWhileStoredTest extends SiteTest {
  private static final String POLICY =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: late
      description: A policy of a test.
      at: [enter]
      rules:
        - name: one
          require: site.id == 'south-1'
          message: must not come in
      """;

  private final StoredDisk stored = new StoredDisk();
  private final TestBundle bundle = TestBundle.sample(5);

  ChangedWhileStoredTest() {
    disk = stored;
  }

  @BeforeEach
  void writeBundle() {
    bundle.write(stick);
  }

  /** What is stored by then stays on the disk and in no row: the next import need not read it. */
  private void assertRefused(String code, Runnable change) {
    boolean[] changed = {false};
    stored.beforeCommit(() -> {
      assertThat(blobFiles()).hasSameSizeAs(bundle.blobs.keySet());
      change.run();
      changed[0] = true;
    });
    Outcome outcome = importStick().decisive();
    assertThat(changed[0]).isTrue();
    assertThat(outcome.problem().orElseThrow().code()).isEqualTo(code);
    assertThat(outcome.decision()).isEqualTo(Decision.REFUSED);
    assertThat(store.state().held(KEY, bundle.envelope().payloadDigest())).isEmpty();
    assertThat(lookup("docker.io/library/app", "v5")).isInstanceOf(Lookup.Missing.class);
    assertThat(store.plans().current(KEY)).isEmpty();
    assertThat(store.log().last().orElseThrow().event().name()).isEqualTo("bundle.refused");
  }

  private Runnable root(RootDocument root) {
    byte[] signed = TestRoots.signed(root, "alice", "bob", "carol", "dave").bytes();
    return () -> store.state().saveRoot("edge-fleet", new RootRow(2, signed));
  }

  private static RootDocument revoking(Revoked revoked) {
    return TestRoots.revoking(TestRoots.root(2, 2, "alice", "bob", "carol"), revoked);
  }

  private Runnable accepted(TestBundle other) {
    BundleRow row =
        new BundleRow(
            other.envelope().payloadDigest(),
            other.statement().name(),
            other.epoch,
            other.sequence,
            other.issued,
            CLOCK.instant(),
            1,
            other.envelope().bytes(),
            other.index());
    return () ->
        store.inTransaction(() -> {
          store.state().accept(KEY, row);
          return row;
        });
  }

  @Test
  void nothing() {
    stored.beforeCommit(() -> assertThat(store.state().accepted(KEY)).isEmpty());
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(bundle);
  }

  @Test
  void theSignersAreOthers() {
    assertRefused("SKY-1111", root(TestRoots.root(2, 2, "alice", "dave", "erin")));
  }

  @Test
  void aSignersKeyIsRevoked() {
    String key = TestKeys.key("bob").publicKey().keyid();
    assertRefused("SKY-1111", root(revoking(new Revoked(List.of(key), List.of(), List.of()))));
  }

  @Test
  void theBundleIsRevoked() {
    Revoked revoked = new Revoked(List.of(), List.of(bundle.envelope().payloadDigest()), List.of());
    assertRefused("SKY-1124", root(revoking(revoked)));
  }

  @Test
  void contentIsRevoked() {
    Revoked revoked =
        new Revoked(
            List.of(), List.of(), List.of(bundle.statement().content().getFirst().digest()));
    assertRefused("SKY-1125", root(revoking(revoked)));
  }

  @Test
  void theEpochIsRaised() {
    RootDocument root = TestRoots.epoch(TestRoots.root(2, 2, "alice", "bob", "carol"), 2);
    assertRefused("SKY-1126", root(root));
  }

  @Test
  void aNewerBundleIsAccepted() {
    assertRefused("SKY-1128", accepted(TestBundle.sample(6)));
  }

  @Test
  void anotherBundleOfThisNumberIsAccepted() {
    TestBundle twin = TestBundle.sample(5);
    twin.issued = bundle.issued.plusSeconds(1);
    assertRefused("SKY-1127", accepted(twin));
  }

  @Test
  void theFloorPassesItsEnd() {
    assertRefused("SKY-1130", () -> store.state().raiseFloor(KEY, bundle.expires));
  }

  @Test
  void aCounterRises() {
    assertRefused(
        "SKY-1135", () -> store.state().setCounter(KEY, new CounterName("plan", "os-upgrade"), 9L));
  }

  @Test
  void thePolicyOfTheSiteIsAnother() {
    assertRefused(
        "SKY-9511",
        () -> {
          try {
            Path policies = Files.createDirectories(data.resolve("policies"));
            Files.writeString(policies.resolve("late.yaml"), POLICY);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}

package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The scenarios of the TUF conformance suite (theupdateframework/tuf-conformance) that have a
 * meaning here, under its names: a bundle stands for timestamp, snapshot and targets together, its
 * sequence for their versions, role release for their keys, an epoch for recovery.
 *
 * <p>Without a meaning: delegations and their graphs, consistent snapshots, target paths and their
 * quoting, hash algorithms of key ids, and requests to a repository; a stick answers no requests.
 */
class TufScenariosTest {
  private static RootDocument next(long version) {
    return TestRoots.root(version, 2, "0", "1", "2");
  }

  @TestFactory
  Stream<DynamicTest> basic() {
    return Stream.of(
        test(
            "test_basic_init_and_refresh",
            (desk, client) -> {
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("go on");
              assertThat(client.sequence()).isEqualTo(1);
            }),
        test(
            "test_unsigned_initial_root",
            (desk, client) -> {
              Envelope unsigned = TestRoots.signed(next(1), "0");
              assertThat(codeOf(() -> new TufPlay.Client(unsigned))).isEqualTo("SKY-1101");
            }),
        test(
            "test_invalid_initial_root",
            (desk, client) -> {
              byte[] payload =
                  new String(next(1).payload(), StandardCharsets.UTF_8)
                      .replace("\"version\":1,", "")
                      .getBytes(StandardCharsets.UTF_8);
              Envelope invalid = TestKeys.sign(PayloadTypes.ROOT, payload, "0", "1");
              assertThat(codeOf(() -> new TufPlay.Client(invalid))).isEqualTo("SKY-1012");
            }),
        test(
            "test_timestamp_eq_versions_check",
            (desk, client) -> {
              client.refresh(desk.bundle(1));
              TestBundle other = desk.bundle(1);
              other.image("docker.io/library/other:v1", TestBundle.bytes(10, 9));
              assertThat(client.refresh(other)).isEqualTo("SKY-1127");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("present");
            }),
        test(
            "test_custom_fields",
            (desk, client) -> {
              byte[] payload =
                  new String(next(2).payload(), StandardCharsets.UTF_8)
                      .replaceFirst("\\}$", ",\"custom-field\":\"value\"}")
                      .getBytes(StandardCharsets.UTF_8);
              desk.roots.add(TestKeys.sign(PayloadTypes.ROOT, payload, "0", "1"));
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("go on");
              assertThat(client.root()).isEqualTo(2);
            }));
  }

  @TestFactory
  Stream<DynamicTest> rollback() {
    return Stream.of(
        test(
            "test_new_timestamp_version_rollback",
            (desk, client) -> {
              client.refresh(desk.bundle(2));
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("SKY-1128");
              assertThat(client.sequence()).isEqualTo(2);
            }),
        test(
            "test_targets_rollback",
            (desk, client) -> {
              client.refresh(desk.bundle(1));
              CounterName plan = new CounterName("plan", "os-upgrade");
              assertThat(client.counters).containsEntry(plan, 1L);
              client.counters.put(plan, 3L);
              assertThat(client.refresh(desk.bundle(2))).isEqualTo("SKY-1135");
              assertThat(client.sequence()).isEqualTo(1);
            }),
        test(
            "test_new_snapshot_fast_forward_recovery",
            (desk, client) -> {
              client.refresh(desk.bundle(9_999_999));
              desk.publish(TestRoots.epoch(next(2), 2), "0", "1");
              TestBundle recovered = desk.bundle(1);
              recovered.epoch = 2;
              assertThat(client.refresh(recovered)).isEqualTo("go on");
              assertThat(client.sequence()).isEqualTo(1);
              assertThat(client.refresh(desk.bundle(9_999_999))).isEqualTo("SKY-1126");
            }),
        test(
            "a fast-forward does not recover by keys alone",
            (desk, client) -> {
              client.refresh(desk.bundle(9_999_999));
              desk.publish(TestRoots.root(2, 2, "3", "4"), "0", "1", "3", "4");
              desk.signers = List.of("3", "4");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("SKY-1128");
            }));
  }

  @TestFactory
  Stream<DynamicTest> expiration() {
    return Stream.of(
        test(
            "test_root_expired",
            (desk, client) -> {
              client.refresh(desk.bundle(1));
              Instant ended = TufPlay.NOW.minus(Duration.ofDays(1));
              desk.publish(
                  TestRoots.living(next(2), TestRoots.ISSUED, TufPlay.NOW.plusSeconds(60)),
                  "0",
                  "1");
              desk.publish(
                  TestRoots.living(next(3), TestRoots.ISSUED.minusSeconds(90_000), ended),
                  "0",
                  "1");
              assertThat(client.refresh(desk.bundle(2))).isEqualTo("SKY-1129");
              assertThat(client.root()).isEqualTo(3);
              assertThat(client.sequence()).isEqualTo(1);
            }),
        test(
            "an expired root between is passed",
            (desk, client) -> {
              Instant ended = TufPlay.NOW.minus(Duration.ofDays(1));
              desk.publish(
                  TestRoots.living(next(2), TestRoots.ISSUED.minusSeconds(90_000), ended),
                  "0",
                  "1");
              desk.publish(next(3), "0", "1");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("go on");
            }),
        test(
            "test_timestamp_expired",
            (desk, client) -> {
              client.refresh(desk.bundle(1));
              TestBundle expired = desk.bundle(2);
              expired.expires = TufPlay.NOW.minusSeconds(1);
              assertThat(client.refresh(expired)).isEqualTo("SKY-1130");
              assertThat(client.sequence()).isEqualTo(1);
            }));
  }

  @TestFactory
  Stream<DynamicTest> clock() {
    return Stream.of(
        test(
            "test_expired_metadata",
            (desk, client) -> {
              TestBundle first = desk.bundle(1);
              first.expires = TufPlay.NOW.plus(Duration.ofDays(7));
              client.refresh(first);
              client.now = TufPlay.NOW.plus(Duration.ofDays(18));
              assertThat(client.refresh(desk.bundle(2))).isEqualTo("go on");
              assertThat(client.refresh(first)).isEqualTo("SKY-1128");
            }),
        test(
            "a clock that is turned back thaws nothing",
            (desk, client) -> {
              TestBundle later = desk.bundle(1);
              later.issued = TestRoots.ISSUED.plus(Duration.ofDays(200));
              later.expires = later.issued.plus(Duration.ofDays(30));
              client.now = later.issued;
              client.refresh(later);
              client.now = TufPlay.NOW;
              TestBundle frozen = desk.bundle(2);
              frozen.expires = TestRoots.ISSUED.plus(Duration.ofDays(100));
              assertThat(client.refresh(frozen)).isEqualTo("SKY-1130");
            }));
  }

  @TestFactory
  Stream<DynamicTest> keys() {
    return Stream.of(
        test(
            "test_snapshot_threshold",
            (desk, client) -> {
              desk.signers = List.of("0");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("SKY-1111");
            }),
        test(
            "test_duplicate_keys_root",
            (desk, client) -> {
              var zero = TestKeys.signer("0");
              var twin = new RootDocument.RootSigner("twin", zero.keys());
              assertThat(
                      codeOf(() ->
                          RootDocument.parse(TestRoots.root(2, 2, List.of(zero, twin)).payload())))
                  .isEqualTo("SKY-1012");
            }),
        test(
            "test_root_has_keys_but_not_snapshot",
            (desk, client) -> {
              desk.publish(TestRoots.root(2, 3, "0", "1", "2", "3"), "0", "1", "2");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("SKY-1111");
              assertThat(client.root()).isEqualTo(2);
              desk.signers = List.of("0", "1", "9");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("SKY-1111");
              desk.signers = List.of("0", "1", "3");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("go on");
            }));
  }

  @TestFactory
  Stream<DynamicTest> partialState() {
    return Stream.of(
        test(
            "roots before a bad one are kept, and the walk goes on there",
            (desk, client) -> {
              desk.publish(next(2), "0", "1");
              desk.publish(TestRoots.root(3, 2, "7", "8"), "7", "8");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("SKY-1104");
              assertThat(client.root()).isEqualTo(2);
              desk.roots.removeLast();
              desk.publish(next(3), "0", "1");
              assertThat(client.refresh(desk.bundle(1))).isEqualTo("go on");
              assertThat(client.root()).isEqualTo(3);
            }),
        test(
            "an older stick does not take roots away",
            (desk, client) -> {
              TestBundle older = desk.bundle(2);
              desk.publish(TestRoots.root(2, 2, "1", "2", "3"), "1", "2");
              desk.signers = List.of("2", "3");
              client.refresh(desk.bundle(1));
              assertThat(client.refresh(older)).isEqualTo("SKY-1111");
              assertThat(client.root()).isEqualTo(2);
            }),
        test(
            "a root of a trusted version that is another one is a fork",
            (desk, client) -> {
              desk.publish(next(2), "0", "1");
              client.refresh(desk.bundle(1));
              desk.roots.removeLast();
              desk.publish(TestRoots.root(2, 2, "0", "1", "2", "3"), "0", "1");
              assertThat(client.refresh(desk.bundle(2))).isEqualTo("SKY-1102");
            }));
  }

  private interface Play {
    void play(TufPlay.Repository desk, TufPlay.Client client);
  }

  private static DynamicTest test(String name, Play play) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          TufPlay.Repository desk = new TufPlay.Repository();
          play.play(desk, desk.client());
        });
  }

  private static String codeOf(Runnable run) {
    try {
      run.run();
      return "go on";
    } catch (SkerryException e) {
      return e.problem().code();
    }
  }
}

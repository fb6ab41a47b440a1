package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a real disk, damaged one way after the other. */
class ScrubTest {
  private static final Pace UNHINDERED = bytes -> true;

  @TempDir private Path data;
  private Instant now = Content.NOW;
  private final Content content = new Content();
  private final Digest layer = content.blob(new byte[3 << 20]);
  private final Digest config = content.blob(Content.utf8("{}"));
  private final Digest manifest = content.manifest("an image", config, layer);
  private EmbeddedStore store;

  @BeforeEach
  void importBundle() {
    store = EmbeddedStore.open(data, Disk.real(), () -> now);
    content.tag("docker.io", "acme/app", "1", manifest);
    content.importInto(store, 1);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private Scrub.Round whole() {
    return store.scrub().whole("anna", UNHINDERED, Progress.none()).orElseThrow();
  }

  private List<AuditLog.Event> logged(String name) {
    return store.log().read(1, 1_000).stream()
        .map(AuditLog.Entry::event)
        .filter(event -> event.name().equals(name))
        .toList();
  }

  private Path file(Digest digest) {
    return store.blobs().path(digest);
  }

  private BadBlob onlyBad() {
    assertThat(store.scrub().bad()).hasSize(1);
    return store.scrub().bad().getFirst();
  }

  @Test
  void whereAllIsWellOneEntrySaysHowMuchWasLookedAt() {
    now = now.plusSeconds(5);
    Scrub.Round round = whole();
    assertThat(round.bad()).isEmpty();
    assertThat(round.blobs()).isEqualTo(3);
    assertThat(round.bytes()).isEqualTo((3 << 20) + 2 + 8);
    assertThat(store.scrub().oldest()).contains(now);
    assertThat(store.scrub().ended()).contains(now);
    assertThat(logged("scrub.done"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.actor()).isEqualTo("anna");
          assertThat(event.detail())
              .containsEntry("blobs", "3")
              .containsEntry("bad", "0")
              .containsEntry("ended", "2026-03-01T12:00:05Z");
        });
  }

  @Test
  void oneByteThatIsAnotherIsFoundPutAwayLoggedAndHealed() throws IOException {
    byte[] bytes = content.bytes.get(layer).clone();
    bytes[bytes.length - 1] = 1;
    Files.write(file(layer), bytes);
    whole();
    assertThat(store.blobs().holds(layer)).isFalse();
    assertThat(data.resolve("quarantine").resolve(layer.hex() + ".damaged"))
        .hasBinaryContent(bytes);
    BadBlob bad = onlyBad();
    assertThat(bad.fault()).isEqualTo(BadBlob.Fault.DIFFERS);
    assertThat(bad.bundles()).containsExactly("edge-fleet-stable-1");
    assertThat(bad.active()).isTrue();
    assertThat(logged("scrub.bad"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.object()).isEqualTo(layer.toString());
          assertThat(event.detail())
              .containsEntry("fault", "differs")
              .containsEntry("bundles", "edge-fleet-stable-1");
        });
    Problem problem = BadBlob.problems(store.scrub().bad()).getFirst();
    assertThat(problem.item()).isEqualTo("edge-fleet-stable-1");
    assertThat(problem.reason()).contains("a blob", layer.toString(), "its bytes are others");
    content.importInto(store, 1);
    assertThat(store.scrub().bad()).isEmpty();
    assertThat(logged("scrub.healed")).extracting(e -> e.object()).containsExactly("" + layer);
    assertThat(whole().bad()).isEmpty();
  }

  @Test
  void aFileThatIsShorterOneThatIsGoneAndOneThatCannotBeOpenedAreToldApart() throws IOException {
    Files.write(file(layer), new byte[1]);
    Files.delete(file(config));
    Files.delete(file(manifest));
    Files.createSymbolicLink(file(manifest), file(manifest));
    Scrub.Round round = whole();
    assertThat(round.bad())
        .extracting(BadBlob::digest, BadBlob::fault)
        .containsExactlyInAnyOrder(
            Tuple.tuple(layer, BadBlob.Fault.DIFFERS),
            Tuple.tuple(config, BadBlob.Fault.GONE),
            Tuple.tuple(manifest, BadBlob.Fault.UNREADABLE));
    assertThat(logged("scrub.bad"))
        .extracting(event -> event.detail().get("reason"))
        .contains("it has 1 bytes, not 3,145,728", "it is not there");
    content.importInto(store, 1);
    assertThat(whole().bad()).isEmpty();
  }

  @Test
  void whatAReaderFindsDamagedIsOnTheListAtOnceAndAFileOfNobodyIsNot() throws IOException {
    store.blobs().condemn(layer);
    assertThat(onlyBad().digest()).isEqualTo(layer);
    assertThat(logged("scrub.bad")).extracting(AuditLog.Event::actor).containsExactly("store");
    byte[] bytes = Content.utf8("published, then power was lost");
    Digest stray = Digest.of(bytes);
    store.blobs().adopt(Files.write(data.resolve("upload"), bytes), stray);
    store.blobs().condemn(stray);
    assertThat(onlyBad().digest()).isEqualTo(layer);
    content.importInto(store, 1);
    assertThat(store.scrub().bad()).isEmpty();
  }

  @Test
  void whatIsKnownIsNotLoggedAgainAndCountsUntilItIsHealed() throws IOException {
    Files.delete(file(layer));
    assertThat(whole().bad()).hasSize(1);
    now = now.plus(Scrub.ROUND);
    assertThat(whole().bad()).hasSize(1);
    assertThat(logged("scrub.bad")).hasSize(1);
    assertThat(logged("scrub.done")).extracting(e -> e.detail().get("bad")).containsOnly("1");
  }

  @Test
  void aFileThatSomebodyPutBackCountsOnceItWasHashed() throws IOException {
    Files.delete(file(layer));
    whole();
    Files.write(file(layer), content.bytes.get(layer));
    assertThat(whole().bad()).isEmpty();
    assertThat(logged("scrub.healed")).hasSize(1);
  }

  @Test
  void aRoundThatIsCutGoesOnWhereItWasAlsoAfterARestart() {
    now = now.plus(Scrub.ROUND).plusSeconds(1);
    List<Long> asked = new ArrayList<>();
    Pace cut = bytes -> asked.size() < 4 && asked.add(bytes);
    assertThat(store.scrub().goOn(cut)).isEmpty();
    assertThat(store.scrub().due()).isTrue();
    assertThat(store.scrub().ended()).isEmpty();
    Instant begun = now;
    now = now.plusSeconds(60);
    store.close();
    store = EmbeddedStore.open(data, Disk.real(), () -> now);
    Scrub.Round round = store.scrub().goOn(UNHINDERED).orElseThrow();
    assertThat(round.begun()).isEqualTo(begun);
    assertThat(round.blobs()).isEqualTo(3);
    assertThat(store.scrub().due()).isFalse();
  }

  @Test
  void aRoundIsDueWhenABlobWasNotLookedAtForSevenDays() {
    assertThat(store.scrub().due()).isFalse();
    now = now.plus(Scrub.ROUND);
    assertThat(store.scrub().due()).isFalse();
    now = now.plusNanos(1);
    assertThat(store.scrub().due()).isTrue();
    store.scrub().goOn(UNHINDERED);
    assertThat(store.scrub().due()).isFalse();
  }

  @Test
  void whatWasVerifiedWhileTheClockWasAYearAheadIsLookedAtAgain() {
    now = now.plus(Duration.ofDays(365));
    whole();
    now = Content.NOW;
    assertThat(store.scrub().due()).isTrue();
    assertThat(store.scrub().goOn(UNHINDERED)).map(Scrub.Round::blobs).contains(3L);
    assertThat(store.scrub().oldest()).contains(now);
    assertThat(store.scrub().due()).isFalse();
  }

  @Test
  void aDiskThatIsNotThereCallsNothingGone() throws IOException {
    Files.move(data.resolve("blobs"), data.resolve("elsewhere"));
    StoreTest.assertFails(StoreError.DISK, this::whole);
    assertThat(store.scrub().bad()).isEmpty();
    Files.move(data.resolve("elsewhere"), data.resolve("blobs"));
    assertThat(whole().bad()).isEmpty();
  }

  @Test
  void anEarlierBundleIsNamedAfterTheActiveOneAndNothingIsUrgentThatItAloneHas()
      throws IOException {
    Content second = new Content();
    Digest other = second.manifest("another image", second.blob(Content.utf8("{}")));
    second.tag("docker.io", "acme/app", "2", other);
    second.importInto(store, 2);
    Files.delete(file(layer));
    Files.delete(file(config));
    whole();
    assertThat(store.scrub().bad())
        .extracting(BadBlob::source, BadBlob::active)
        .containsExactlyInAnyOrder(
            Tuple.tuple("edge-fleet-stable-1", false), Tuple.tuple("edge-fleet-stable-2", true));
    assertThat(store.scrub().bad())
        .filteredOn(bad -> bad.digest().equals(config))
        .singleElement()
        .satisfies(bad ->
            assertThat(bad.bundles())
                .containsExactly("edge-fleet-stable-2", "edge-fleet-stable-1"));
  }

  @Test
  void aPushedBlobThatIsGoneIsNotMountedAndAPushHealsIt() throws IOException {
    byte[] bytes = Content.utf8("pushed");
    Digest pushed = Digest.of(bytes);
    Path upload = data.resolve("upload");
    store.blobs().adopt(Files.write(upload, bytes), pushed);
    store.catalog().addBlob("one", pushed, bytes.length);
    Files.delete(file(pushed));
    whole();
    assertThat(onlyBad().source()).isEqualTo("pushed content");
    assertThat(onlyBad().active()).isTrue();
    assertThat(store.catalog().mount("two", pushed, Optional.of("one"))).isFalse();
    store.blobs().adopt(Files.write(upload, bytes), pushed);
    store.catalog().addBlob("one", pushed, bytes.length);
    assertThat(store.scrub().bad()).isEmpty();
  }

  @Test
  void theOneThatWasLookedAtLongestAgoComesFirst() {
    now = now.plusSeconds(1);
    Content second = new Content();
    byte[] bytes = Content.utf8("x".repeat(70_000));
    second.tag("docker.io", "acme/app", "2", second.manifest("m", second.blob(bytes)));
    second.importInto(store, 2);
    now = now.plus(Scrub.ROUND).plusSeconds(1);
    List<Long> asked = new ArrayList<>();
    store.scrub().goOn(size -> asked.add(size));
    assertThat(asked.subList(asked.size() - 4, asked.size())).contains(70_000L);
    assertThat(asked).hasSize(2 * 5 + 2);
  }

  @Test
  void whatAnImportBroughtBackWhileTheBadFileWasReadIsNotPutAway() throws IOException {
    byte[] bytes = content.bytes.get(layer).clone();
    bytes[bytes.length - 1] = 1;
    Files.write(file(layer), bytes);
    List<Long> replaced = new ArrayList<>();
    Pace pace =
        size -> {
          if (size == 1 << 20 && replaced.isEmpty()) {
            replaced.add(size);
            store.blobs().condemn(layer);
            content.importInto(store, 1);
          }
          return true;
        };
    Scrub.Round round = store.scrub().whole("anna", pace, Progress.none()).orElseThrow();
    assertThat(replaced).hasSize(1);
    assertThat(file(layer)).hasBinaryContent(content.bytes.get(layer));
    assertThat(round.bad()).isEmpty();
    assertThat(logged("scrub.bad")).extracting(AuditLog.Event::actor).containsExactly("store");
    assertThat(logged("scrub.healed")).hasSize(1);
  }

  @Test
  void whatSomebodyElsePutAwayWhileItWasReadDoesNotEndTheRound() throws IOException {
    byte[] bytes = content.bytes.get(layer).clone();
    bytes[bytes.length - 1] = 1;
    Files.write(file(layer), bytes);
    List<Long> found = new ArrayList<>();
    Pace pace =
        size -> {
          if (size == 1 << 20 && found.isEmpty()) {
            found.add(size);
            store.blobs().condemn(layer);
            store.blobs().condemn(layer);
          }
          return true;
        };
    Scrub.Round round = store.scrub().whole("anna", pace, Progress.none()).orElseThrow();
    assertThat(round.bad()).extracting(BadBlob::digest).containsExactly(layer);
    assertThat(round.blobs()).isEqualTo(3);
    assertThat(logged("scrub.bad")).hasSize(1);
  }
}

package dev.skerry.desk.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Progress;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.Patience;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.MeteredFiles;
import dev.skerry.format.testing.SimulatedStick;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.plans.PlanRulesPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));
  private static final TestBundle BUNDLE = TestBundle.sample(7);
  private static final byte[] GOOD = BUNDLE.archive();

  @TempDir Path stick;

  private List<Verification> verify(Optional<SiteFile> site) {
    return verify(MediumFiles.real(), site);
  }

  private List<Verification> verify(MediumFiles medium, Optional<SiteFile> site) {
    TrustedRoot anchor = Acceptance.judgeAnchor(BUNDLE.roots.getFirst().bytes(), "root");
    return new Verify(medium, anchor, site, new PlanRulesPolicy(), NOW)
        .run(List.of(stick), Progress.none());
  }

  private Verification only() {
    assertThat(verify(Optional.empty())).hasSize(1);
    return verify(Optional.empty()).getFirst();
  }

  /** Adds up what it is told. */
  private static final class Told implements Progress {
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    @Override
    public void total(long bytes) {
      whole.set(bytes);
    }

    @Override
    public void more(long bytes) {
      whole.addAndGet(bytes);
    }

    @Override
    public void advance(long bytes) {
      done.addAndGet(bytes);
    }

    @Override
    public void item(String what) {}
  }

  @Test
  void theWholeAmountIsThatOfAllBundles() {
    BUNDLE.write(stick, 40_000);
    TestBundle.sample(8).write(stick, 40_000);
    Told told = new Told();
    TrustedRoot anchor = Acceptance.judgeAnchor(BUNDLE.roots.getFirst().bytes(), "root");
    new Verify(MediumFiles.real(), anchor, Optional.empty(), new PlanRulesPolicy(), NOW)
        .run(List.of(stick), told);
    assertThat(told.done.get()).isPositive().isEqualTo(told.whole.get());
  }

  @Test
  void aGoodBundleIsGoodAndSaysWhatWasNotJudged() {
    BUNDLE.write(stick, 40_000);
    Verification found = only();
    assertThat(found.problem()).isEmpty();
    assertThat(found.trusted().orElseThrow().signers()).containsExactly("alice", "bob");
    assertThat(found.notJudged())
        .containsExactly(
            "channel",
            "audience",
            "sequence",
            "counters",
            "space",
            "policies of the site",
            "greatest age",
            "time floor");
  }

  @Test
  void ofABadSignatureNothingOfTheListsIsRead() throws IOException {
    byte[] bad = GOOD.clone();
    bad[700] ^= 1;
    Path file = Files.write(stick.resolve("bad.skerry"), bad);
    MeteredFiles metered = new MeteredFiles();
    MediumFiles medium = MediumFiles.patient(metered, Patience.READING);
    assertThat(verify(medium, Optional.empty()).getFirst().exit()).isEqualTo(ExitCode.NOT_TRUSTED);
    int lists = new String(GOOD, StandardCharsets.ISO_8859_1).indexOf("SHA256SUMS\0");
    assertThat(metered.end(file)).isEqualTo(lists + UstarHeader.BLOCK);
  }

  @Test
  void everyBundleOfAFolderIsJudged() throws IOException {
    BUNDLE.write(stick);
    TestBundle forged = TestBundle.sample(8);
    forged.signers = List.of("mallory");
    forged.write(stick);
    Files.write(stick.resolve("z.skerry"), new byte[10_240]);
    assertThat(verify(Optional.empty()))
        .extracting(Verification::exit)
        .containsExactly(ExitCode.DONE, ExitCode.NOT_TRUSTED, ExitCode.NOT_TRUSTED);
  }

  /** Both hashing threads end: one by its own wait, the other because it does not ask again. */
  @Test
  void ofASimulatedStickThatFallsSilentNothingIsWaitedForTwice() {
    BUNDLE.write(stick);
    SimulatedStick silent = new SimulatedStick();
    Patience patience = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of());
    MediumFiles medium = MediumFiles.patient(silent, patience);
    assertThat(verify(medium, Optional.empty()).getFirst().problem()).isEmpty();
    silent.fallSilent(silent.asked() - 3, 1);
    assertThat(
            verify(medium.sitting(Progress.none()), Optional.empty())
                .getFirst()
                .problem()
                .orElseThrow()
                .code())
        .isEqualTo(ReadError.STALLED.code());
    silent.wakeUp();
    assertThat(verify(medium.sitting(Progress.none()), Optional.empty()).getFirst().problem())
        .isEmpty();
  }

  @Test
  void aSiteFileLetsTheRestBeJudged() throws IOException {
    BUNDLE.write(stick);
    Path file = stick.resolve("site.yaml");
    String site =
        """
        site: north-1
        channel: stable
        labels: {env: prod}
        accepted: {epoch: 1, sequence: %d, statement: "sha256:%s"}
        counters: [{of: plan/os-upgrade, counter: 1}]
        free: %d
        """;
    Files.writeString(file, site.formatted(6, "0".repeat(64), 100));
    Verification good = verify(Optional.of(SiteFile.read(file))).getFirst();
    assertThat(good.problem()).isEmpty();
    assertThat(good.notJudged())
        .containsExactly("policies of the site", "greatest age", "time floor");
    Files.writeString(file, site.formatted(8, "0".repeat(64), 100));
    assertThat(verify(Optional.of(SiteFile.read(file))).getFirst().exit())
        .isEqualTo(ExitCode.REFUSED);
    Files.writeString(file, site.formatted(6, "0".repeat(64), 0));
    assertThat(verify(Optional.of(SiteFile.read(file))).getFirst().exit())
        .isEqualTo(ExitCode.NO_SPACE);
  }

  @Test
  void aSiteFileWithFaultsNamesThem() throws IOException {
    Path file = stick.resolve("site.yaml");
    Files.writeString(file, "site: North\nchanel: stable\n");
    assertThatThrownBy(() -> SiteFile.read(file))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().exit()).isEqualTo(ExitCode.USAGE);
              assertThat(e.problem().reason()).contains("site.yaml:1").contains("site.yaml:2");
            });
  }

  static IntStream places() {
    return IntStream.concat(
        IntStream.range(0, 60).map(i -> i * (GOOD.length / 60)),
        IntStream.of(GOOD.length - 1, GOOD.length - 1025, 512, 511));
  }

  @ParameterizedTest
  @MethodSource("places")
  void aFlippedByteAnywhereIsRefused(int at) throws IOException {
    byte[] bad = GOOD.clone();
    bad[at] ^= 0x40;
    Files.write(stick.resolve("bad.skerry"), bad);
    assertThat(only().exit()).isIn(ExitCode.NOT_TRUSTED, ExitCode.DAMAGED);
  }

  @Test
  void missingVolumesAreNamed() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 30_000);
    for (int missing = 0; missing < volumes.size(); missing++) {
      byte[] kept = Files.readAllBytes(volumes.get(missing));
      Files.delete(volumes.get(missing));
      Verification found = only();
      assertThat(found.exit()).isEqualTo(ExitCode.DAMAGED);
      if (missing != volumes.size() - 1 && missing > 0) {
        assertThat(found.problem().orElseThrow().item())
            .endsWith(".skerry.%03d".formatted(missing + 1));
      }
      Files.write(volumes.get(missing), kept);
    }
  }

  @Test
  void inspectNeedsNoTrustAndListsTheContent() {
    TestBundle forged = TestBundle.sample(9);
    forged.signers = List.of("mallory");
    forged.write(stick);
    Inspect inspect = new Inspect(MediumFiles.real());
    Inspect.Front front = inspect.fronts(List.of(stick)).getFirst();
    assertThat(front.statement().sequence()).isEqualTo(9);
    assertThat(inspect.content(front))
        .extracting(entry -> entry.content().reference())
        .containsExactly(
            "docker.io/library/app:v9", "quay.io/library/app:v1", "skerry/plan/os-upgrade:1");
    assertThat(inspect.content(front).getFirst().size()).isGreaterThan(70_513);
  }
}

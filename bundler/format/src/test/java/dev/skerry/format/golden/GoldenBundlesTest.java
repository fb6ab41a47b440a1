package dev.skerry.format.golden;

import static dev.skerry.format.golden.GoldenBundles.ADA;
import static dev.skerry.format.golden.GoldenBundles.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.Space;
import dev.skerry.format.accept.TrustJudgement;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.HeadReader;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.MetadataReader;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.archive.PayloadReader;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.log.Acks;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bundles that were made once, by the first version, and that every later one reads and judges
 * alike. They are never made anew: a new one is added with {@code -Dskerry.write-golden=true},
 * which leaves those that are there.
 */
class GoldenBundlesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "v1");
  private static final Path RECEIPTS = FOLDER.resolve("test-only-receipts");
  private static final String PERMIT = "expired.permit.dsse.json";
  private static final Instant NOW = TestRoots.ISSUED.plusSeconds(3_600);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final int VOLUME = 8_192;

  /** What each must be found to be. */
  enum Golden {
    PLAIN("test-only-stable-1", GoldenBundles::plain, "go on", 1),
    THIN("test-only-stable-2", GoldenBundles::thin, "go on", 1),
    UNKNOWN_FEATURE("test-only-stable-3", GoldenBundles::unknownFeature, "SKY-1120", 1),
    HYBRID("test-only-stable-4", GoldenBundles::hybrid, "go on", 2),
    CERTIFIED("test-only-stable-5", GoldenBundles::certified, "go on", 1),
    OTHER_SCHEMES("test-only-stable-6", GoldenBundles::otherSchemes, "go on", 1),
    RAISED("test-only-stable-e2-1", GoldenBundles::raised, "go on", 2);

    final String name;
    final Supplier<TestBundle> recipe;
    final String verdict;
    final long root;

    Golden(String name, Supplier<TestBundle> recipe, String verdict, long root) {
      this.name = name;
      this.recipe = recipe;
      this.verdict = verdict;
      this.root = root;
    }

    Path folder() {
      return FOLDER.resolve(name);
    }

    Path root() {
      return folder().resolve("1.root.dsse.json");
    }
  }

  @BeforeAll
  static void makeWhatIsMissing() throws IOException {
    if (Boolean.getBoolean("skerry.write-golden")) {
      for (Golden golden : Golden.values()) {
        if (!Files.exists(golden.folder())) {
          write(golden, Files.createDirectories(golden.folder()));
        }
      }
      if (!Files.exists(RECEIPTS)) {
        GoldenReceipts.write(RECEIPTS);
      }
    }
  }

  private static void write(Golden golden, Path folder) throws IOException {
    TestBundle bundle = golden.recipe.get();
    bundle.write(folder, golden == Golden.THIN ? VOLUME : Integer.MAX_VALUE);
    Files.write(folder.resolve("1.root.dsse.json"), GoldenBundles.anchor(bundle).bytes());
    if (golden == Golden.CERTIFIED) {
      Files.write(folder.resolve(PERMIT), GoldenBundles.permit().bytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isJudgedAsItWasWhenItWasMade(Golden golden) throws IOException {
    try (BundleSource source = open(golden.folder())) {
      HeadReader reader = new HeadReader(source);
      Opening opening = reader.opening();
      Trusted trusted = trusted(golden, opening, NOW);
      assertThat(trusted.signers()).containsExactly(ADA, BEN);
      assertThat(trusted.root().version()).isEqualTo(golden.root);
      assertThat(trusted.save()).hasSize((int) golden.root - 1);
      assertThat(trusted.statement().name()).isEqualTo(golden.name);
      assertThat(trusted.statement().payload()).isEqualTo(trusted.envelope().payload());

      Head head = reader.head(opening, trusted.statement());
      Metadata metadata = MetadataReader.read(source, head);
      assertThat(verdict(golden, trusted, metadata)).isEqualTo(golden.verdict);
      everyMemberIsWhole(source, head);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isExpiredWhenItsTimeIsOver(Golden golden) throws IOException {
    try (BundleSource source = open(golden.folder())) {
      Opening opening = new HeadReader(source).opening();
      Trusted trusted = trusted(golden, opening, GoldenBundles.EXPIRES);
      Verdict verdict = Acceptance.judgeStatement(site(golden, GoldenBundles.EXPIRES), trusted);
      String expected = golden.verdict.equals("go on") ? "SKY-1130" : golden.verdict;
      assertThat(code(verdict)).isEqualTo(expected);
    }
  }

  /** Its permit is signed by role deploy, for this bundle and one site, and counts for a month. */
  @Test
  void thePermitLetsTheExpiredOneIn() throws IOException {
    Path file = Golden.CERTIFIED.folder().resolve(PERMIT);
    SignedPermit permit = SignedPermit.parse(Files.readAllBytes(file), PERMIT);
    for (Instant now : List.of(GoldenBundles.EXPIRES, GoldenBundles.EXPIRES.plus(MONTH))) {
      try (BundleSource source = open(Golden.CERTIFIED.folder())) {
        Opening opening = new HeadReader(source).opening();
        Trusted trusted = trusted(Golden.CERTIFIED, opening, now);
        SiteView site = site(Golden.CERTIFIED, now);
        assertThat(code(Acceptance.judgeStatement(site.with(List.of(permit)), trusted)))
            .isEqualTo(now.equals(GoldenBundles.EXPIRES) ? "go on" : "SKY-1130");
      }
    }
  }

  /** What the desk has seen of a log is what the golden receipts say of it. */
  @Test
  void theCertifiedOneTellsWhatTheDeskHasSeenAndWhoseCertificateWasRevoked() throws IOException {
    SortedMap<String, byte[]> extras = extras(Golden.CERTIFIED);
    Acks acks = Acks.parse(extras.get("head/ACKS"));
    assertThat(acks.sites()).containsOnlyKeys("test-only-away", GoldenReceipts.SITE);
    assertThat(acks.sites().get(GoldenReceipts.SITE))
        .isEqualTo(new Acks.Ack(GoldenReceipts.SEEN, GoldenReceipts.seen().root(5)));
    List<KeyCertificate> certificates =
        KeyCertificates.of(
            site(Golden.CERTIFIED, NOW).newestRoot().document(),
            List.of(ADA, BEN),
            TestRoots.ISSUED,
            RevocationLists.parse(extras.get("head/CRLS")));
    assertThat(certificates)
        .extracting(KeyCertificate::revocation)
        .containsExactly(KeyCertificate.Revocation.GOOD, KeyCertificate.Revocation.REVOKED);
  }

  private static SortedMap<String, byte[]> extras(Golden golden) throws IOException {
    try (BundleSource source = open(golden.folder())) {
      HeadReader reader = new HeadReader(source);
      Opening opening = reader.opening();
      return reader.head(opening, trusted(golden, opening, NOW).statement()).extras();
    }
  }

  @Test
  void thePlainOneHoldsAnImageAndAPlan() throws IOException {
    try (BundleSource source = open(Golden.PLAIN.folder())) {
      Trusted trusted = trusted(Golden.PLAIN, new HeadReader(source).opening(), NOW);
      assertThat(trusted.statement().content())
          .extracting(Content::reference)
          .containsExactly("docker.io/test-only/app:v1", "skerry/plan/os-upgrade:1");
    }
  }

  @Test
  void theThinOneIsRefusedWhereItsBaseIsNotHeld() throws IOException {
    try (BundleSource source = open(Golden.THIN.folder())) {
      HeadReader reader = new HeadReader(source);
      Opening opening = reader.opening();
      Trusted trusted = trusted(Golden.THIN, opening, NOW);
      Metadata metadata = MetadataReader.read(source, reader.head(opening, trusted.statement()));
      assertThat(metadata.omitted()).containsExactly(GoldenBundles.layerDigest());
      Space nothing = new Space(1L << 40, 0, digest -> false);
      Verdict verdict =
          Acceptance.judgeMetadata(
              site(Golden.THIN, NOW),
              trusted,
              Acceptance.judgeStatement(site(Golden.THIN, NOW), trusted),
              metadata,
              AdmissionPolicy.acceptAll(),
              Optional.of(nothing));
      assertThat(code(verdict)).isEqualTo("SKY-1141");
    }
  }

  /** Ed25519 signs alike every time, so these can be made again to the last byte. */
  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "THIN", "UNKNOWN_FEATURE", "CERTIFIED", "RAISED"})
  void todaysWriterMakesTheSameBytes(Golden golden, @TempDir Path folder) throws IOException {
    write(golden, folder);
    assertThat(files(folder)).isEqualTo(files(golden.folder()));
  }

  @Test
  void todaysDocumentsHaveTheSameBytes(@TempDir Path folder) throws IOException {
    GoldenReceipts.write(folder);
    assertThat(files(folder)).isEqualTo(files(RECEIPTS));
  }

  @Test
  void noFileWasTouchedSince() throws IOException {
    SortedMap<String, String> found = files(FOLDER);
    found.keySet().removeIf(name -> name.equals("SHA256SUMS") || name.equals("README.md"));
    StringBuilder sums = new StringBuilder();
    found.forEach((name, digest) -> sums.append(digest).append("  ").append(name).append('\n'));
    assertThat(Files.readString(FOLDER.resolve("SHA256SUMS"))).isEqualTo(sums.toString());
  }

  private static SortedMap<String, String> files(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Digest.of(Files.readAllBytes(file)).hex());
      }
    }
    return files;
  }

  private static BundleSource open(Path folder) {
    return BundleSource.open(
        MediumFiles.real(),
        BundleFinder.find(MediumFiles.real(), List.of(folder)).getFirst(),
        Optional.empty());
  }

  private static SiteView site(Golden golden, Instant now) throws IOException {
    TrustedRoot anchor =
        Acceptance.judgeAnchor(Files.readAllBytes(golden.root()), golden.root().toString());
    SiteIdentity identity =
        new SiteIdentity("test-only-site", new TreeMap<>(Map.of("ring", "1")), List.of());
    return new SiteView(
        GoldenBundles.PRODUCT,
        Optional.of("stable"),
        Optional.of(identity),
        List.of(anchor),
        Optional.empty(),
        Instant.EPOCH,
        new TreeMap<>(),
        Optional.empty(),
        now,
        List.of());
  }

  private static Trusted trusted(Golden golden, Opening opening, Instant now) throws IOException {
    TrustJudgement judgement =
        Acceptance.judgeTrust(site(golden, now), opening.envelope(), opening.roots());
    assertThat(judgement).isInstanceOf(Trusted.class);
    return (Trusted) judgement;
  }

  private static String verdict(Golden golden, Trusted trusted, Metadata metadata)
      throws IOException {
    Verdict verdict = Acceptance.judgeStatement(site(golden, NOW), trusted);
    if (verdict instanceof Verdict.GoOn) {
      Space base =
          new Space(1L << 40, 1L << 30, digest -> digest.equals(GoldenBundles.layerDigest()));
      verdict =
          Acceptance.judgeMetadata(
              site(golden, NOW),
              trusted,
              verdict,
              metadata,
              AdmissionPolicy.acceptAll(),
              Optional.of(base));
    }
    return code(verdict);
  }

  private static String code(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused ? refused.problem().code() : "go on";
  }

  private static void everyMemberIsWhole(BundleSource source, Head head) {
    PayloadReader reader = new PayloadReader(source, head);
    List<Long> read = new ArrayList<>();
    for (int i = 0; i < head.members().size(); i++) {
      reader.read(i, bytes -> read.add((long) bytes.remaining()));
    }
    reader.trailer();
    assertThat(read.stream().mapToLong(Long::longValue).sum())
        .isEqualTo(head.members().stream().mapToLong(m -> m.size()).sum());
    assertThat(source.missing(head.length())).isEmpty();
  }
}

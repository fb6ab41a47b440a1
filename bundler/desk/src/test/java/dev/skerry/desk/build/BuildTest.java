package dev.skerry.desk.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.kit.DeskFolder;
import dev.skerry.desk.kit.SmallRegistry;
import dev.skerry.desk.ledger.LocalNote;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.format.Digest;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.archive.Sizes;
import dev.skerry.format.archive.Sums;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.plans.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildTest {
  private static final String PLAN =
      """
      apiVersion: upgrade.cattle.io/v1
      kind: Plan
      metadata: {name: os-upgrade, namespace: system-upgrade}
      spec:
        concurrency: 1
        nodeSelector: {}
        version: 2.3.0
        upgrade: {image: docker.io/acme/edge-os}
      """;

  private final SigningKey key = DeskFolder.key();
  @TempDir Path dir;
  private SmallRegistry registry;
  private DeskFolder desk;

  @BeforeEach
  void setUp() {
    registry = new SmallRegistry();
    Digest app = registry.image("acme/app:v1", "app", "linux/amd64", "linux/arm64");
    registry.signature("acme/app", app);
    registry.image("acme/edge-os:2.3.0", "os", "linux/amd64", "linux/arm64");
    desk = fill(new DeskFolder(dir.resolve("desk"), key));
  }

  @AfterEach
  void tearDown() {
    registry.close();
  }

  private DeskFolder fill(DeskFolder folder) {
    return folder
        .file("bundle.yaml", bundle())
        .file("docs/runbook.md", "Read me first.\n")
        .file("plans/os-upgrade.yaml", PLAN);
  }

  private String bundle() {
    return """
    apiVersion: skerry.dev/v1
    kind: Bundle
    product: edge
    channel: stable
    expires: 30d
    audience: [{clusterName: north}]
    platforms: [linux/amd64, linux/arm64]
    images:
      - name: docker.io/acme/app:v1
        from: REGISTRY/acme/app:v1
    os:
      - name: edge-os
        image: docker.io/acme/edge-os:2.3.0
        from: REGISTRY/acme/edge-os:2.3.0
    files: [docs/runbook.md]
    plans:
      - {file: plans/os-upgrade.yaml, approval: one}
    assumes: ["docker.io/rancher/kubectl:v1.30.3"]
    """
        .replace("REGISTRY", registry.url());
  }

  private void edit(String name, String from, String to) throws IOException {
    String text = Files.readString(desk.path(name));
    assertThat(text).contains(from);
    desk.file(name, text.replace(from, to));
  }

  @Test
  void theStatementSaysWhatTheLockNames() {
    BundleLock lock = desk.lock();
    Build.Built built = desk.build();

    Statement statement = built.statement();
    assertThat(built.file()).hasFileName("edge-stable-1.statement");
    assertThat(statement.issued()).isEqualTo(DeskFolder.NOW);
    assertThat(statement.expires()).isEqualTo(DeskFolder.NOW.plusSeconds(30 * 86_400));
    assertThat(statement.previous()).isEmpty();
    assertThat(statement.content())
        .extracting(Content::kind, Content::reference)
        .containsExactly(
            tuple(Kind.FILE, "skerry/file/runbook.md:latest"),
            tuple(Kind.IMAGE, "docker.io/acme/app:v1"),
            tuple(Kind.OS, "docker.io/acme/edge-os:2.3.0"),
            tuple(Kind.PLAN, "skerry/plan/os-upgrade:1"));
    assertThat(statement.plans())
        .extracting(PlanEntry::name, PlanEntry::approval)
        .containsExactly(tuple("os-upgrade", "one"));
    assertThat(statement.assumes()).containsExactly("docker.io/rancher/kubectl:v1.30.3");
    assertThat(lock.images().getFirst().pin().tags()).hasSize(1);
    assertThat(built.warnings()).isEmpty();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void everyMemberIsFoundInTheContentStoreByDigest() throws IOException {
    desk.lock();
    Build.Built built = desk.build();
    Envelope envelope = Envelope.parse(Files.readAllBytes(built.file()), "statement");
    Statement statement = Statement.of(envelope);
    assertThat(envelope.signatures()).isEmpty();

    Sums sums = Sums.parse(desk.store().read(statement.sums(), 1 << 20));
    Sizes sizes = Sizes.parse(desk.store().read(sums.sizes().digest(), 1 << 20));
    long bytes = desk.store().size(sums.sizes().digest());
    for (Sums.Line root : sums.roots()) {
      bytes += desk.store().size(root.digest());
    }
    for (var member : sizes.members(sums)) {
      assertThat(desk.store().holds(member.digest(), member.size())).isTrue();
      bytes += member.size();
    }
    assertThat(statement.totals().bytes()).isEqualTo(bytes);
    assertThat(statement.totals().members()).isEqualTo(sums.lines().size());
    // file and plan: manifest, body, the one empty config; three images of two platforms
    // with index, manifests, configs, layers; the signature's three blobs
    assertThat(sums.lines().stream().filter(l -> MemberName.blobDigest(l.name()).isPresent()))
        .hasSize(2 * 2 + 1 + 2 * 7 + 3);
    assertThat(LocalNote.beside(built.file(), statement))
        .contains(new LocalNote(desk.path("ledger"), desk.path("content")));
  }

  @Test
  void twoDesksBuildTheSameBytesWhateverTheirZoneLocaleAndFolder() throws IOException {
    desk.lock();
    byte[] first = Files.readAllBytes(desk.build().file());
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      DeskFolder other = fill(new DeskFolder(dir.resolve("somewhere/else entirely"), key));
      other.file("root/1.root.dsse.json", Files.readAllBytes(desk.path("root/1.root.dsse.json")));
      other.lock();
      assertThat(other.build().file()).hasBinaryContent(first);
      assertThat(other.path("bundle.lock.yaml"))
          .hasBinaryContent(Files.readAllBytes(desk.path("bundle.lock.yaml")));
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void aSecondBuildFetchesNoBlobAgain() {
    desk.lock();
    desk.build();
    int requests = registry.blobRequests();
    desk.build();
    assertThat(registry.blobRequests()).isEqualTo(requests);
  }

  @Test
  void theTagMayMoveAfterTheLock() {
    desk.lock();
    registry.image("acme/app:v1", "another app", "linux/amd64", "linux/arm64");
    Digest first = desk.build().statement().content().get(1).digest();
    desk.lock();
    assertThat(desk.build().statement().content().get(1).digest()).isNotEqualTo(first);
  }

  @Test
  void aFileThatChangedAfterTheLockIsRefused() {
    desk.lock();
    desk.file("docs/runbook.md", "Changed.\n");
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-3201")
        .hasMessageContaining("docs/runbook.md");
  }

  @Test
  void aFileThatIsNoRevocationListIsNamed() {
    desk.file("bundle.yaml", bundle() + "crls: [docs/runbook.md]\n").lock();
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-1021")
        .hasMessageContaining("docs/runbook.md");
  }

  @Test
  void aPlanThatChangedAfterTheLockIsRefused() throws IOException {
    desk.lock();
    edit("plans/os-upgrade.yaml", "concurrency: 1", "concurrency: 2");
    assertThatThrownBy(desk::build).hasMessageContaining("SKY-3201");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "referrers: none",
        "referrers: [application/spdx+json]",
        "foreign: skip",
        "platforms: [linux/amd64]"
      })
  void aLockIsOlderThanABundleThatCollectsInAnotherWay(String option) throws IOException {
    desk.lock();
    edit(
        "bundle.yaml", "name: docker.io/acme/app:v1", option + "\n    name: docker.io/acme/app:v1");
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-3201")
        .hasMessageContaining("docker.io/acme/app:v1");
    desk.lock();
    assertThat(desk.build().statement().content()).isNotEmpty();
  }

  @Test
  void aLockOfAnotherBundleIsRefusedWithTheDifference() throws IOException {
    desk.lock();
    edit("bundle.yaml", "name: docker.io/acme/app:v1", "name: quay.io/acme/app:v1");
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-3201")
        .hasMessageContaining("quay.io/acme/app:v1 from");
    edit("bundle.yaml", "name: quay.io", "platforms: [linux/amd64]\n    name: docker.io");
    assertThatThrownBy(desk::build).hasMessageContaining("wanted for [linux/amd64]");
  }

  @Test
  void whatIsNotAvailableYetNamesItsLine() throws IOException {
    desk.lock();
    edit("bundle.yaml", "files:", "k3s: [{version: v1.33.5+k3s1}]\nfiles:");
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-3003")
        .hasMessageContaining("bundle.yaml:15:7: k3s: v1.33.5+k3s1");
  }

  @Test
  void anImageThatAPlanNeedsAndNobodyBringsStopsTheBuild() throws IOException {
    edit("plans/os-upgrade.yaml", "version: 2.3.0", "version: 2.4.0");
    desk.lock();
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-3302")
        .hasMessageContaining("plans/os-upgrade.yaml:8: Plan os-upgrade: spec.upgrade.image")
        .hasMessageContaining("docker.io/acme/edge-os:2.4.0 is neither")
        .hasMessageContaining("did you mean \"docker.io/acme/edge-os:2.3.0\"?");
  }

  @Test
  void sequencesCountUpAndNameWhatCameBefore() {
    Build.Built first = desk.release();
    Build.Built second = desk.release();
    assertThat(second.statement().sequence()).isEqualTo(2);
    assertThat(second.statement().previous().orElseThrow().statement()).isEqualTo(first.digest());
  }

  @Test
  void aSequenceThatWasUsedWarnsAndMovesTheOldFile() throws IOException {
    Build.Built first = desk.release();
    Build.Built again =
        desk.build(
            OptionalLong.of(1),
            Optional.of(Instant.parse("2026-12-24T10:00:00Z")),
            OptionalLong.empty());
    assertThat(again.warnings())
        .extracting(Finding::code)
        .contains(DeskError.USED_BEFORE, DeskError.CLOCK);
    Path moved =
        first
            .file()
            .resolveSibling("edge-stable-1.statement." + first.digest().hex().substring(0, 8));
    assertThat(Envelope.parse(Files.readAllBytes(moved), "moved").payloadDigest())
        .isEqualTo(first.digest());
  }

  @Test
  void theSameStatementKeepsItsSignatures() throws IOException {
    desk.lock();
    Build.Built built = desk.build();
    Envelope unsigned = Envelope.parse(Files.readAllBytes(built.file()), "statement");
    Files.write(built.file(), key.sign(unsigned).bytes());
    desk.build();
    assertThat(Envelope.parse(Files.readAllBytes(built.file()), "statement").signatures())
        .hasSize(1);
  }

  @Test
  void goingBackNeedsAReason() throws IOException {
    desk.release();
    registry.image("acme/edge-os:2.3.0", "newer os", "linux/amd64", "linux/arm64");
    desk.release();
    registry.image("acme/edge-os:2.3.0", "os", "linux/amd64", "linux/arm64");
    desk.lock();
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-3206")
        .hasMessageContaining("os edge-os")
        .hasMessageContaining("from counter 2 to 1");
    edit(
        "bundle.yaml",
        "assumes:",
        "downgrade: [{kind: os, name: edge-os, reason: does not boot}]\nassumes:");
    Build.Built built = desk.build();
    assertThat(built.statement().downgrade())
        .singleElement()
        .satisfies(d -> assertThat(d.counter()).isEqualTo(1))
        .satisfies(d -> assertThat(d.reason()).isEqualTo("does not boot"));
  }

  @Test
  void aReasonWithoutAFallIsAWarning() throws IOException {
    edit(
        "bundle.yaml",
        "assumes:",
        "downgrade: [{kind: os, name: edge-os, reason: does not boot}]\nassumes:");
    desk.lock();
    Build.Built built = desk.build();
    assertThat(built.warnings()).extracting(Finding::code).containsExactly(DeskError.NOT_NEEDED);
    assertThat(built.statement().downgrade()).isEmpty();
  }

  @Test
  void aMediumThatIsTooSmallIsToldBeforeAnyBlobIsFetched() {
    desk.lock();
    int requests = registry.blobRequests();
    assertThatThrownBy(
            () -> desk.build(OptionalLong.empty(), Optional.empty(), OptionalLong.of(100_000)))
        .hasMessageContaining("SKY-3304");
    assertThat(registry.blobRequests()).isEqualTo(requests);
  }

  @Test
  void anUnsignedOrForeignRootIsRefused() throws IOException {
    desk.lock();
    Path file = desk.path("root/1.root.dsse.json");
    Envelope root = Envelope.parse(Files.readAllBytes(file), "root");
    Files.write(file, Envelope.unsigned(root.payloadType(), root.payload()).bytes());
    assertThatThrownBy(desk::build).hasMessageContaining("SKY-3203");
    Files.delete(file);
    assertThatThrownBy(desk::build).hasMessageContaining("SKY-3202");
  }

  @Test
  void everyReferenceThatCannotBeLockedIsNamedAtOnce() throws IOException {
    edit("bundle.yaml", "/acme/app:v1\n", "/acme/app:v9\n");
    edit("bundle.yaml", "/acme/edge-os:2.3.0\nfiles", "/acme/edge-os:9\nfiles");
    assertThatThrownBy(desk::lock)
        .hasMessageContaining("SKY-3101")
        .hasMessageContaining("acme/app:v9")
        .hasMessageContaining("acme/edge-os:9");
  }

  @Test
  void aPlatformThatDoesNotExistIsRefusedWithThoseThatDo() throws IOException {
    edit("bundle.yaml", "platforms: [linux/amd64, linux/arm64]", "platforms: [linux/riscv64]");
    assertThatThrownBy(desk::lock)
        .hasMessageContaining("linux/riscv64")
        .hasMessageContaining("linux/arm64");
  }

  @Test
  void aSecondLockWritesTheSameBytes() throws IOException {
    desk.lock();
    byte[] first = Files.readAllBytes(desk.path("bundle.lock.yaml"));
    desk.lock();
    assertThat(desk.path("bundle.lock.yaml")).hasBinaryContent(first);
    assertThat(List.of(new String(first, java.nio.charset.StandardCharsets.UTF_8).split("\n")))
        .allMatch(l -> l.length() < 400);
  }
}

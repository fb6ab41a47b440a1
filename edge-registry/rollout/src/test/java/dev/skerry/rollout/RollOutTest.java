package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.plans.NamedImage;
import dev.skerry.rollout.Plans.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step on a real folder, as K3s would see it. */
class RollOutTest {
  private static final FileTime EARLIER = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final String WINDOW =
      "  window: {days: [sat], startTime: '02:00', endTime: '05:00'}\n";

  @TempDir private Path folder;
  private Path file;
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private Optional<String> missing = Optional.empty();
  private Optional<String> revoked = Optional.empty();
  private List<NamedImage> asked = List.of();
  private final MemoryJournal journal = new MemoryJournal();

  @BeforeEach
  void name() {
    file = folder.resolve("skerry-os-upgrade.yaml");
  }

  private PlanEntry run(BundledPlan plan) {
    return rollOut().run(List.of(plan)).getFirst();
  }

  private RollOut rollOut() {
    InstantSource clock = () -> now;
    Readiness readiness =
        (images, nodes) -> {
          asked = images;
          return missing;
        };
    Target target = new ManifestsFolder(folder, clock);
    return new RollOut(target, readiness, (plan, images) -> revoked, journal);
  }

  private String written() throws IOException {
    return Files.readString(file);
  }

  @Test
  void aReadyPlanIsHandedOver() throws IOException {
    BundledPlan plan = Plans.plan("b-1", Plans.version("1"));
    PlanEntry entry = run(plan);
    assertThat(entry.state()).isEqualTo(PlanEntry.State.HANDED_OVER);
    assertThat(entry.target()).contains(file.toString());
    assertThat(entry.reason()).isEmpty();
    assertThat(written())
        .contains("skerry.dev/plan-digest: \"" + plan.digest() + "\"")
        .contains("skerry.dev/plan-counter: \"3\"")
        .contains("skerry.dev/bundle: \"b-1\"")
        .contains("# Upgrades the operating system, one node at a time.");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(p -> true).isDirectoryNotContaining("glob:**.tmp");
    assertThat(journal.written).containsExactly(entry);
    assertThat(asked).extracting(NamedImage::image).containsExactly("docker.io/acme/os-upgrade:v1");
  }

  @Test
  void theNextBundleWithTheSamePlanWritesNothing() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    Files.setLastModifiedTime(file, EARLIER);
    Object inode = Files.getAttribute(file, "unix:ino");
    String before = written();
    PlanEntry entry = run(Plans.plan("b-2", Plans.version("1")));
    assertThat(entry.state()).isEqualTo(PlanEntry.State.HANDED_OVER);
    assertThat(entry.firstBundle()).isEqualTo("b-1");
    assertThat(written()).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(EARLIER);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    assertThat(journal.written).hasSize(1);
  }

  @Test
  void aLostJournalDoesNotMakeThePlanNew() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    String before = written();
    journal.written.clear();
    PlanEntry entry = run(Plans.plan("b-2", Plans.version("1")));
    assertThat(written()).isEqualTo(before);
    assertThat(entry.reason()).isEmpty();
  }

  @Test
  void aChangedPlanGetsAnotherTimeThatK3sCanSee() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    FileTime before = Files.getLastModifiedTime(file);
    PlanEntry entry = run(Plans.plan("b-2", Plans.version("2")));
    assertThat(entry.state()).isEqualTo(PlanEntry.State.HANDED_OVER);
    assertThat(entry.firstBundle()).isEqualTo("b-2");
    assertThat(written()).contains("version: v2").contains("skerry.dev/bundle: \"b-2\"");
    assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(before);
  }

  @Test
  void aChangeWaitsForTheWindowAndTheFirstHandOverDoesNot() throws IOException {
    run(Plans.plan("b-1", Plans.version("1") + WINDOW));
    String before = written();
    BundledPlan change = Plans.plan("b-2", Plans.version("2") + WINDOW);
    PlanEntry entry = run(change);
    assertThat(entry.state()).isEqualTo(PlanEntry.State.WAITING);
    assertThat(entry.reason().orElseThrow()).contains("window");
    assertThat(written()).isEqualTo(before);
    now = Instant.parse("2026-11-21T03:00:00Z");
    assertThat(run(change).state()).isEqualTo(PlanEntry.State.HANDED_OVER);
    assertThat(written()).contains("version: v2");
  }

  @Test
  void withoutTheApprovalNothingIsWritten() {
    PlanEntry entry = run(Plans.plan("b-1", Approval.TWO, Plans.version("1")));
    assertThat(entry.state()).isEqualTo(PlanEntry.State.WAITING);
    assertThat(entry.reason()).contains("needs the approval of two at the site");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatWasRevokedIsRefusedAndWhatIsThereStays() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    String before = written();
    revoked = Optional.of("names docker.io/acme/os-upgrade:v2, which root 2 revoked");
    PlanEntry entry = run(Plans.plan("b-2", Approval.TWO, Plans.version("2")));
    assertThat(entry.state()).isEqualTo(PlanEntry.State.REFUSED);
    assertThat(entry.reason().orElseThrow()).contains("SKY-7006", "os-upgrade", "root 2 revoked");
    assertThat(written()).isEqualTo(before);
    assertThat(run(Plans.plan("b-1", Plans.version("1"))).state())
        .isEqualTo(PlanEntry.State.HANDED_OVER);
  }

  @Test
  void aPlanWaitsForItsImages() {
    missing = Optional.of("docker.io/acme/os-upgrade:v1 is missing for linux/arm64");
    PlanEntry entry = run(Plans.plan("b-1", Plans.version("1")));
    assertThat(entry.state()).isEqualTo(PlanEntry.State.WAITING);
    assertThat(entry.reason()).isEqualTo(missing);
    assertThat(file).doesNotExist();
    missing = Optional.empty();
    assertThat(run(Plans.plan("b-1", Plans.version("1"))).state())
        .isEqualTo(PlanEntry.State.HANDED_OVER);
  }

  @Test
  void aFolderThatIsAwayIsTriedAgain() throws IOException {
    Files.delete(folder);
    PlanEntry entry = run(Plans.plan("b-1", Plans.version("1")));
    assertThat(entry.state()).isEqualTo(PlanEntry.State.WAITING);
    Files.createDirectory(folder);
    assertThat(run(Plans.plan("b-1", Plans.version("1"))).state())
        .isEqualTo(PlanEntry.State.HANDED_OVER);
  }

  @Test
  void anInterruptedWriteIsRepeated() throws IOException {
    Files.writeString(folder.resolve(".skerry-os-upgrade.yaml.tmp"), "half");
    run(Plans.plan("b-1", Plans.version("1")));
    assertThat(written()).contains("version: v1").doesNotContain("half");
    assertThat(folder.resolve(".skerry-os-upgrade.yaml.tmp")).doesNotExist();
  }

  @Test
  void aFileThatAnotherHandChangedIsNamedAndLeft() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    String edited = written().replace("concurrency: 1", "concurrency: 0");
    Files.writeString(file, edited);
    PlanEntry entry = run(Plans.plan("b-2", Plans.version("1")));
    assertThat(entry.reason().orElseThrow()).contains("another hand");
    assertThat(written()).isEqualTo(edited);
  }

  @Test
  void aPlanThatK3sIsToldToIgnoreIsNamed() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    Files.createFile(folder.resolve("skerry-os-upgrade.yaml.skip"));
    assertThat(run(Plans.plan("b-1", Plans.version("1"))).reason().orElseThrow()).contains(".skip");
  }

  @Test
  void aLinkInPlaceOfTheFileIsReplacedNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("passwd"), "root");
    Files.createSymbolicLink(file, elsewhere);
    assertThat(run(Plans.plan("b-1", Plans.version("1"))).state())
        .isEqualTo(PlanEntry.State.HANDED_OVER);
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(elsewhere).hasContent("root");
  }

  @Test
  void aPlanThatTheBundleNoLongerHasStaysAndIsReported() throws IOException {
    run(Plans.plan("b-1", Plans.version("1")));
    String before = written();
    List<PlanEntry> entries = rollOut().run(List.of());
    assertThat(entries).extracting(PlanEntry::state).containsExactly(PlanEntry.State.DROPPED);
    assertThat(entries.getFirst().target()).contains(file.toString());
    assertThat(written()).isEqualTo(before);
    rollOut().run(List.of());
    assertThat(journal.written).hasSize(2);
  }

  @Test
  void aPlanThatCannotBeStampedIsRefusedAndTheOthersGoOn() {
    BundledPlan bad =
        Plans.plan("b-1", Plans.version("1").replace("name:", "annotations: [a]\n  name:"));
    byte[] yaml = Plans.version("1").replace("os-upgrade", "k3s").getBytes(UTF_8);
    BundledPlan good = new BundledPlan("k3s", bad.digest(), 1, "b-1", Approval.NONE, yaml);
    List<PlanEntry> entries = rollOut().run(List.of(bad, good));
    assertThat(entries)
        .extracting(PlanEntry::state)
        .containsExactly(PlanEntry.State.REFUSED, PlanEntry.State.HANDED_OVER);
    assertThat(entries.getFirst().reason().orElseThrow()).startsWith("SKY-7003 os-upgrade.yaml");
  }
}

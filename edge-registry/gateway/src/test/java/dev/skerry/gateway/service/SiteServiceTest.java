package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A site from init to the receipt, through the admin API and without it. */
class SiteServiceTest extends ServedSite {
  private static Receipt receipt(Path stick, int number) throws IOException {
    Path file = stick.resolve("skerry-receipts/north-1-%06d.dsse.json".formatted(number));
    return Receipt.of(Envelope.parse(Files.readAllBytes(file), "receipt"));
  }

  @Test
  void anImportedBundlesPlanIsHandedOverAndTheReceiptSaysSo() throws IOException {
    Path stick = stick("stick", TestBundle.sample(1));
    try (Access access = serve()) {
      assertThat(imported(access, stick))
          .contains("\"exit\":0", "\"decision\":\"admitted\"", "\"state\":\"handed-over\"");
      assertThat(report(access, "status"))
          .contains(
              "\"site\":\"north-1\"", "\"name\":\"edge-fleet-stable-1\"", "\"lastReceipt\":1");
      assertThat(report(access, "bundles")).contains("\"sequence\":1");
      assertThat(report(access, "plans")).contains(plan.toString());
      assertThat(report(access, "receipts/last")).isEqualTo(report(access, "receipts/1"));
    }
    assertThat(plan).content().contains("skerry.dev/bundle: \"edge-fleet-stable-1\"");
    Receipt receipt = receipt(stick, 1);
    assertThat(receipt.plans()).extracting(Receipt.PlanState::state).containsExactly("handed-over");
    Path file = stick.resolve("skerry-receipts/north-1-000001.dsse.json");
    Envelope envelope = Envelope.parse(Files.readAllBytes(file), "receipt");
    assertThat(key.verifies(envelope.pae(), envelope.signatures().getFirst().sig())).isTrue();
  }

  @Test
  void twoBundlesWithTheSamePlanLeaveTheFileAsItWas() throws IOException {
    try (Access access = serve()) {
      imported(access, stick("one", withPlan(1)));
      FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
      Files.setLastModifiedTime(plan, before);
      String text = Files.readString(plan);
      assertThat(imported(access, stick("two", withPlan(2)))).contains("\"exit\":0");
      assertThat(Files.getLastModifiedTime(plan)).isEqualTo(before);
      assertThat(plan).hasContent(text);
    }
  }

  private static TestBundle withPlan(long sequence) {
    TestBundle bundle = new TestBundle();
    bundle.sequence = sequence;
    bundle.image("docker.io/library/app:v1", TestBundle.bytes(5_000, 1));
    bundle.plan("os-upgrade", TestBundle.PLAN, 1);
    return bundle;
  }

  @Test
  void aPlanWhoseImageTheBundleHasNotWaits() throws IOException {
    TestBundle bundle = new TestBundle();
    bundle.image("docker.io/library/other:v1", TestBundle.bytes(5_000, 1));
    bundle.plan("os-upgrade", TestBundle.PLAN, 1);
    Path stick = stick("stick", bundle);
    try (Access access = serve()) {
      assertThat(imported(access, stick))
          .contains("\"state\":\"waiting\"")
          .contains("docker.io/library/app:v1");
    }
    assertThat(plan).doesNotExist();
    assertThat(receipt(stick, 1).plans().getFirst().state()).isEqualTo("waiting");
  }

  @Test
  void withoutTheServiceTheImportWaitsWithItsPlansForIt() throws Exception {
    Path stick = stick("stick", TestBundle.sample(1));
    try (Access access = LocalAccess.open(data, settings(), CLOCK)) {
      assertThat(imported(access, stick))
          .contains("\"decision\":\"admitted\"", "\"state\":\"waiting\"", "does not serve now");
    }
    assertThat(plan).doesNotExist();
    try (Access access = serve()) {
      for (int i = 0; i < 200 && !report(access, "plans").contains("handed-over"); i++) {
        Thread.sleep(50);
      }
      assertThat(report(access, "plans")).contains("handed-over");
      assertThat(plan).exists();
    }
  }

  @Test
  void anOlderBundleIsRefusedWithItsCode() throws IOException {
    Path old = stick("old", TestBundle.sample(1));
    try (Access access = serve()) {
      imported(access, stick("new", TestBundle.sample(2)));
      assertThat(imported(access, old))
          .contains("\"exit\":4", "\"decision\":\"refused\"")
          .doesNotContain("\"plans\"");
    }
    assertThat(receipt(old, 2).decision()).isEqualTo("refused");
  }

  @Test
  void whatAnImportJudgesByIsLoggedAndSoIsAPolicyThatChanges() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    more.put(Setting.MAX_AGE, "14");
    more.put(Setting.REVOKED, "refuse");
    try (Access access = serve()) {
      assertThatThrownBy(() -> imported(access, empty)).hasMessageContaining("SKY-");
      Files.writeString(Files.createDirectories(data.policies()).resolve("p.yaml"), "p");
      assertThatThrownBy(() -> imported(access, empty)).hasMessageContaining("SKY-");
      Files.writeString(data.policies().resolve("no-policy"), "");
      assertThatThrownBy(() -> imported(access, empty)).hasMessageContaining("SKY-");
      List<String> begun =
          log(access, 2).stream().filter(entry -> entry.contains("import.begun")).toList();
      String list = Digest.of("p".getBytes(UTF_8)).hex() + "  p.yaml\n";
      String digest = Digest.of(list.getBytes(UTF_8)).toString();
      assertThat(begun).hasSize(3);
      assertThat(begun.get(0)).contains("\"max-age\":\"14\"", "\"policies\":\"none\"");
      assertThat(begun.get(1))
          .contains("\"policies\":\"" + digest + "\"", "\"reserve\":\"0\",\"revoked\":\"refuse\"");
      assertThat(begun.get(2)).contains("\"policies\":\"SKY-");
    }
  }

  @Test
  void aFolderWithoutABundleIsAProblemOfTheStickAndWhoBroughtItIsLogged() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    try (Access access = serve()) {
      assertThatThrownBy(() -> imported(access, empty)).hasMessageContaining(empty.toString());
      assertThat(log(access, 2)).singleElement().asString().contains(begun(empty));
    }
  }

  /** The entry's middle, which does not hang on the medium that tests run on. */
  private static String begun(Path source) {
    String user = System.getProperty("user.name");
    return "\"name\":\"import.begun\",\"actor\":\"%s\",\"object\":\"%s\"".formatted(user, source);
  }

  @Test
  void whoBringsWhatIsLoggedBeforeItIsJudgedWithTheServiceAndWithout() throws IOException {
    Path stick = stick("stick", TestBundle.sample(1));
    String type = Files.getFileStore(stick).type();
    Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    try (Access access = LocalAccess.open(data, settings(), CLOCK)) {
      imported(access, stick);
      assertThat(log(access, 1).getFirst())
          .contains(begun(stick), "\"filesystem\":\"" + type + "\"", "\"uid\":\"" + uid + "\"");
    }
    try (Access access = serve()) {
      imported(access, stick);
      assertThat(log(access, 1))
          .filteredOn(entry -> entry.contains(begun(stick)))
          .hasSize(2)
          .allSatisfy(entry -> assertThat(entry).contains("\"filesystem\":\"" + type + "\""));
    }
  }

  @Test
  void whoGoesBackIsLoggedThoughThePermitIsNone() throws IOException {
    Path permit = Files.writeString(folder.resolve("none.permit.dsse.json"), "none");
    try (Access access = serve()) {
      assertThatThrownBy(() -> access.goBack(permit)).hasMessageContaining("none.permit");
      assertThat(log(access, 2).getFirst())
          .contains(
              "\"name\":\"go-back.begun\",\"actor\":\"" + System.getProperty("user.name") + "\"")
          .contains(permit.toString(), "filesystem");
    }
  }

  @Test
  void aLinkInPlaceOfABundleIsNotFollowed() throws IOException {
    Path stick = stick("stick", TestBundle.sample(1));
    Path link = Files.createSymbolicLink(folder.resolve("link"), stick);
    try (Access access = serve()) {
      assertThat(imported(access, link)).contains("is a link").doesNotContain("\"exit\":0");
      assertThat(report(access, "bundles")).isEqualTo("{\"bundles\":[]}");
    }
  }

  @Test
  void theLogIsReadWithoutItsBytesBeingChanged() throws IOException {
    Path stick = stick("stick", TestBundle.sample(1));
    try (Access access = serve()) {
      imported(access, stick);
      List<String> entries = log(access, 1);
      assertThat(entries.getFirst())
          .startsWith("{\"number\":1,")
          .contains("service.started", "reserve");
      for (int i = 1; i < entries.size(); i++) {
        String hash = Digest.of(entries.get(i - 1).getBytes(UTF_8)).hex();
        assertThat(entries.get(i)).endsWith(",\"previous\":\"" + hash + "\"}");
      }
      assertThat(log(access, 2)).isEqualTo(entries.subList(1, entries.size()));
      assertThat(log(access, 900)).isEmpty();
      assertThatThrownBy(() -> access.report("log/0"))
          .hasMessageContaining("no number of an entry");
    }
  }
}

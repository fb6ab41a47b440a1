package dev.skerry.desk.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.Describe;
import dev.skerry.desk.kit.DeskFolder;
import dev.skerry.desk.policy.PolicyTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
  @TempDir Path dir;

  @Test
  void theExampleIsSound() {
    assertThat(Init.write(dir.resolve("new")))
        .contains(
            ".gitignore",
            "bundle.yaml",
            "plans/os-upgrade.yaml",
            "policies/release.test.yaml",
            "policies/release.yaml",
            "example/edge-os/index.json");
    BundleSpec spec = Describe.read(dir.resolve("new/bundle.yaml"));
    assertThat(spec.os()).hasSize(1);
    assertThat(spec.plans()).hasSize(1);
  }

  @Test
  void theExampleLocksAndBuildsWithoutANetwork() throws IOException {
    Path folder = dir.resolve("new");
    Init.write(folder);
    Path bundle = folder.resolve("bundle.yaml");
    Files.writeString(
        bundle,
        Files.readString(bundle)
            .replace("my-product", "edge")
            .replace("# policies: [", "policies: ["));
    assertThat(PolicyTests.run(folder.resolve("policies")).failed()).isZero();
    DeskFolder desk = new DeskFolder(folder, DeskFolder.key());
    desk.lock();
    assertThat(desk.build().statement().content()).hasSize(3);
  }

  @Test
  void nothingThatExistsIsWrittenOver() throws IOException {
    Files.writeString(dir.resolve("bundle.yaml"), "mine");
    assertThatThrownBy(() -> Init.write(dir))
        .hasMessageContaining("SKY-3006")
        .hasMessageContaining("has bundle.yaml already");
    assertThat(dir.resolve("bundle.yaml")).hasContent("mine");
    assertThat(dir.resolve(".gitignore")).doesNotExist();
  }
}

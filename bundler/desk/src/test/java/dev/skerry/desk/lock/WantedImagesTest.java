package dev.skerry.desk.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.Describe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WantedImagesTest {
  private static final String KUBECTL = "docker.io/rancher/kubectl:v1.30.3";
  private static final String SUC = "docker.io/rancher/system-upgrade-controller:v0.20.1";

  private static List<WantedImages.Wanted> wanted(String more) {
    String yaml =
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: edge
        channel: stable
        expires: 30d
        platforms: [linux/amd64]
        controllers: [{systemUpgradeController: v0.20.1}]
        """
            + more;
    BundleSpec spec =
        Describe.parse(Path.of("bundle.yaml"), yaml.getBytes(StandardCharsets.UTF_8))
            .orThrow(DeskError.BUNDLE_YAML, "bundle.yaml");
    return WantedImages.of(spec);
  }

  @Test
  void aControllersOwnImagesJoinTheBundle() {
    assertThat(wanted(""))
        .extracting(WantedImages.Wanted::from)
        .containsExactlyInAnyOrder(SUC, KUBECTL);
  }

  @Test
  void whatIsListedComesFromWhereTheListSays() {
    assertThat(wanted("images: [{name: \"" + KUBECTL + "\", from: \"oci:kubectl\"}]\n"))
        .extracting(WantedImages.Wanted::from)
        .containsExactly("oci:kubectl", SUC);
  }

  @Test
  void whatIsAssumedIsNotTaken() {
    assertThat(wanted("assumes: [\"" + KUBECTL + "\"]\n"))
        .extracting(WantedImages.Wanted::from)
        .containsExactly(SUC);
  }
}

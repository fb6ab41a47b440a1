package dev.skerry.desk.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.kit.DeskFolder;
import dev.skerry.desk.kit.SmallRegistry;
import dev.skerry.format.Digest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What policies let leave the desk. */
class LeavingTest {
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

  @TempDir Path dir;
  private SmallRegistry registry;
  private DeskFolder desk;

  @BeforeEach
  void setUp() {
    registry = new SmallRegistry();
    Digest app = registry.image("acme/app:v1", "app", "linux/amd64", "linux/arm64");
    registry.signature("acme/app", app);
    registry.image("acme/edge-os:2.3.0", "os", "linux/amd64", "linux/arm64");
    desk =
        new DeskFolder(dir.resolve("desk"), DeskFolder.key())
            .file("plans/os-upgrade.yaml", PLAN)
            .file("bundle.yaml", bundle());
  }

  @AfterEach
  void tearDown() {
    registry.close();
  }

  private String bundle() {
    return """
    apiVersion: skerry.dev/v1
    kind: Bundle
    product: edge
    channel: stable
    expires: 30d
    platforms: [linux/amd64, linux/arm64]
    images: [{name: "docker.io/acme/app:v1", from: "REGISTRY/acme/app:v1"}]
    os:
      - name: edge-os
        image: docker.io/acme/edge-os:2.3.0
        from: REGISTRY/acme/edge-os:2.3.0
    plans: [{file: plans/os-upgrade.yaml}]
    assumes: ["docker.io/rancher/kubectl:v1.30.3"]
    policies: [policies/release.yaml]
    """
        .replace("REGISTRY", registry.url());
  }

  private void policy(String at, String rule) {
    desk.file(
        "policies/release.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Policy
        name: release
        description: A policy of a test.
        at: [%s]
        settings: {hosts: [docker.io]}
        rules:
          - name: one
            message: must stay here
        %s\
        """
            .formatted(at, rule.indent(4)));
  }

  @Test
  void whatAPolicyDoesNotLetGoIsNotBuilt() {
    desk.lock();
    policy("leave", "each: content.filter(c, c.kind == 'os')\nrequire: size(it.referrers) > 0");
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-9510")
        .hasMessageContaining(
            "policy release, rule one: docker.io/acme/edge-os:2.3.0 must stay here");
    assertThat(desk.path("out")).doesNotExist();

    policy(
        "leave", "each: content.filter(c, c.kind == 'image')\nrequire: it.host in settings.hosts");
    assertThat(desk.build().statement().sequence()).isEqualTo(1);
  }

  @Test
  void aPolicySeesTheSignatureOfAnImageAndThePlatformsOfAnIndex() {
    desk.lock();
    policy(
        "leave",
        """
        each: content.filter(c, c.kind == 'image')
        require: |
          it.referrers.exists(r, r.artifactType != '' || r.tag.endsWith('.sig'))
          && size(it.manifests) == 2 && it.manifests.exists(m, m.platform == 'linux/arm64')
          && size(plans) == 1 && plans.all(p, p.images.all(i, i.host == 'docker.io'))
          && size(signers) == 0 && now == statement.issued && site.id == ''
        """);
    assertThat(desk.build().statement().content()).isNotEmpty();
  }

  @Test
  void aPolicyThatIsWrongStopsTheBuildBeforeAnythingIsCollected() {
    desk.lock();
    policy("leave", "require: statement.isued < now");
    assertThatThrownBy(desk::build)
        .hasMessageContaining("SKY-9502")
        .hasMessageContaining("policies/release.yaml:10:23")
        .hasMessageContaining("undefined field 'isued'");
    policy("enter", "require: 'true'");
    assertThatThrownBy(desk::build).hasMessageContaining("SKY-9504");
  }
}

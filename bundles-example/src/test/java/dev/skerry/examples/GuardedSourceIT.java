package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.SourceRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles from a registry with a private CA and a password. */
class GuardedSourceIT {
  private static final String PASSWORD = "correct horse";

  @TempDir static Path work;
  private static SourceRegistry source;
  private static Desk desk;

  @BeforeAll
  static void fill() {
    source = SourceRegistry.guarded(work.resolve("source"), "carol", PASSWORD);
    Images images = new Images(work.resolve("images"), source.address());
    Path layout = images.build("hello from behind a password", "amd64");
    images.push(layout, "acme/app:1", "--dest-creds", "carol:" + PASSWORD);
    desk = Desk.create(work.resolve("desk"), "guarded");
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: guarded
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        images:
          - name: docker.io/acme/app:1
            from: %s/acme/app:1
        """
            .formatted(source.address()));
  }

  private static String ca() {
    return work.resolve("source/ca.pem").toString();
  }

  /** A folder for {@code DOCKER_CONFIG}. */
  private static Map<String, String> login(String name, String config) {
    desk.file(name + "/config.json", config);
    return Map.of("DOCKER_CONFIG", desk.folder().resolve(name).toString());
  }

  private static Map<String, String> login(String name, String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String auth = Base64.getEncoder().encodeToString(both);
    return login(name, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(source.address(), auth));
  }

  private static Run lock(Map<String, String> environment, String content) {
    String[] lock = {"lock", "--content", content, "--ca-file", ca()};
    return Dist.skerry(desk.folder(), environment, lock);
  }

  private static void build(Map<String, String> environment, String content, String out) {
    String[] build = {
      "build", "--root", "root", "--content", content, "--out", out, "--ca-file", ca()
    };
    Dist.skerry(desk.folder(), environment, build).exits(0);
  }

  @Test
  void aBundleComesFromItWithTheLoginThatDockerHas() throws IOException {
    Map<String, String> docker = login("docker", "carol", PASSWORD);
    lock(docker, "content").exits(0);
    build(docker, "content", "out");
    Path stick = Files.createDirectory(work.resolve("stick"));
    desk.write(desk.sign(1), stick);
    Path data = desk.site(work.resolve("site"), "north-1");
    Dist.skerryd(work, "import", "--data", data.toString(), stick.toString()).exits(0);
    try (Site site = Site.serve(data)) {
      assertThat(digest("docker://" + site.registry() + "/docker.io/acme/app:1"))
          .isEqualTo(digest("docker://" + source.address() + "/acme/app:1"));
    }
  }

  private static String digest(String image) {
    String tls = "--tls-verify=false";
    String login = "carol:" + PASSWORD;
    String format = "{{.Digest}}";
    return Run.ok(work, "skopeo", "inspect", tls, "--creds", login, "--format", format, image);
  }

  @Test
  void aCredentialHelperIsAskedForThePassword() throws IOException {
    Path helper = desk.folder().resolve("bin/docker-credential-vault");
    desk.file(
        "bin/docker-credential-vault",
        """
        #!/bin/sh
        read -r host || true
        echo "$1 $host" >>"$0.asked"
        echo '{"ServerURL":"'"$host"'","Username":"carol","Secret":"%s"}'
        """
            .formatted(PASSWORD));
    assertThat(helper.toFile().setExecutable(true)).isTrue();
    String path = helper.getParent() + ":" + System.getenv("PATH");
    String config = "{\"credHelpers\":{\"%s\":\"vault\"}}".formatted(source.address());
    String folder = login("helped", config).get("DOCKER_CONFIG");
    Map<String, String> environment = Map.of("DOCKER_CONFIG", folder, "PATH", path);
    lock(environment, "helped-content").exits(0);
    build(environment, "helped-content", "helped-out");
    assertThat(Files.readAllLines(Path.of(helper + ".asked"))).contains("get " + source.address());
  }

  @Test
  void aWrongPasswordIsSaidWithTheFileThatHasIt() {
    Run run = lock(login("wrong", "carol", "wrong"), "wrong-content").exits(1);
    assertThat(run.err())
        .contains("SKY-2102")
        .contains(source.address())
        .contains("the login of carol from " + desk.folder().resolve("wrong/config.json"))
        .contains("docker login")
        .doesNotContain("wrong\n");
  }

  @Test
  void noLoginIsSaidWithThePlacesThatWereLookedAt() {
    Run run = lock(login("none", "{}"), "none-content").exits(1);
    assertThat(run.err())
        .contains("SKY-2102")
        .contains("no login")
        .contains(desk.folder().resolve("none/config.json").toString());
  }

  @Test
  void aPrivateCaThatWasNotGivenIsSaidWithTheOption() {
    Map<String, String> docker = login("no-ca", "carol", PASSWORD);
    Run run = Dist.skerry(desk.folder(), docker, "lock", "--content", "no-ca-content").exits(1);
    assertThat(run.err()).contains("SKY-2104").contains("--ca-file");
  }

  @AfterAll
  static void stop() {
    if (source != null) {
      source.close();
    }
  }
}

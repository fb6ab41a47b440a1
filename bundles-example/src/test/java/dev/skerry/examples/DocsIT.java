package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.CodeBlock;
import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.DocumentRun;
import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that a document shows is run, in the document's order, and prints what it shows.
 */
class DocsIT {
  @TempDir static Path work;
  private static Path bundle;

  /** What {@code docs/audit.md} begins with: a signed bundle of two volumes, and two keys. */
  @BeforeAll
  static void bundle() throws IOException {
    Tools.need("openssl", "curl");
    Desk desk = Desk.create(work.resolve("desk"), "edge-fleet");
    desk.file("runbook.txt", "x".repeat(40_000));
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: edge-fleet
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        files: [runbook.txt]
        """);
    desk.skerry("lock").exits(0);
    String[] build = {"--root", "root", "--content", "content", "--out", "out"};
    desk.skerry(words("build --sequence 42", build)).exits(0);
    String statement = "out/edge-fleet-stable-42.statement";
    for (String name : List.of("alice", "bob")) {
      desk.skerry(words("sign --yes", statement, "--key", "keys/" + name + ".key.pem")).exits(0);
    }
    bundle = work.resolve("bundle");
    assertThat(bundle.toFile().mkdir()).isTrue();
    String[] size = {"--volume-size", "32768"};
    desk.skerry(words("write " + statement + " --to " + bundle, size)).exits(0);
    site(desk);
  }

  /** A site that took the bundle: its key, its first receipt and its log. */
  private static void site(Desk desk) throws IOException {
    Path data = desk.site(work.resolve("site"), "north-1");
    Dist.skerryd(work, words("import " + bundle + " --data " + data)).exits(0);
    Files.move(bundle.resolve("skerry-receipts"), work.resolve("receipts"));
    Files.copy(data.resolve("gateway.pub.pem"), work.resolve("north-1.pub.pem"));
    String log = Dist.skerryd(work, words("log --json --data " + data)).exits(0).out();
    Files.writeString(work.resolve("north-1.log"), log);
  }

  private static String[] words(String line, String... more) {
    return (line + " " + String.join(" ", more)).split(" ");
  }

  static List<Path> documents() {
    return Project.files().stream()
        .filter(file -> file.toString().endsWith(".md"))
        .filter(file -> CodeBlock.of(file).stream().anyMatch(CodeBlock::commands))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandOfADocumentRuns(Path document) throws IOException {
    Path folder = Files.createTempDirectory(work, "document");
    Map<String, String> real = real(folder);
    DocumentRun run =
        new DocumentRun(
            folder,
            text -> {
              String changed = text;
              for (Map.Entry<String, String> entry : real.entrySet()) {
                changed = changed.replace(entry.getKey(), entry.getValue());
              }
              return changed;
            });
    prepare(folder, run.work());
    CodeBlock.of(document).stream().filter(CodeBlock::commands).forEach(run::add);
    run.play(environment(folder, real));
  }

  /** What a document names, and what the test has in its place; each with its reason. */
  private static Map<String, String> real(Path folder) {
    Map<String, String> real = new LinkedHashMap<>();
    // Folders of a machine.
    real.put("/media/stick", folder.resolve("stick").toString());
    real.put("/var/lib/skerry", folder.resolve("north-1").toString());
    real.put("/var/lib/rancher/k3s/server/manifests", folder.resolve("manifests").toString());
    real.put("/etc/containerd/certs.d", folder.resolve("certs.d").toString());
    real.put(
        "/opt/skerry", Path.of(Dist.command("skerry").get(0)).getParent().getParent().toString());
    // Ports that are free here.
    for (int port = 5000; port <= 5003; port++) {
      real.put("127.0.0.1:" + port, "127.0.0.1:" + Daemon.freePort());
    }
    real.put("cd docs/vectors", "cd " + Project.root().resolve("docs/vectors"));
    // GoldenIT runs them where openssl is young enough.
    real.put("openssl pkeyutl -verify -pubin -inkey ml-dsa-", ": openssl of 3.5 ");
    // Nobody sits there who could type yes.
    real.put("skerry sign ", "skerry sign --yes ");
    real.put("skerry root sign ", "skerry root sign --yes ");
    // DemoIT runs the demo, this test runs within verify, and Dist has unpacked and trained.
    real.put("bundles-example/demo", ": demo");
    real.put("./mvnw ", ": mvnw ");
    real.put("export PATH=$PWD/target/skerry/bin:$PATH", ": path");
    real.put("skerry-train", ": train");
    // Needs a machine that systemd runs; DocsTest looks at the unit itself.
    real.put("systemctl ", ": systemctl ");
    return real;
  }

  private static Map<String, String> environment(Path folder, Map<String, String> real) {
    Map<String, String> environment = new HashMap<>();
    String bin = Path.of(Dist.command("skerry").get(0)).getParent().toString();
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
    environment.put("SKERRY_PASSPHRASE", "a passphrase that a person would type");
    environment.put("SKERRY_REGISTRY", real.getOrDefault("127.0.0.1:5000", ""));
    environment.put("SKERRY_ADMIN", real.getOrDefault("127.0.0.1:5001", ""));
    return environment;
  }

  private static void prepare(Path folder, Path start) throws IOException {
    Files.createDirectory(folder.resolve("stick"));
    Files.createDirectory(folder.resolve("manifests"));
    for (String name : List.of("alice", "bob")) {
      String key = name + ".pub.pem";
      Files.copy(work.resolve("desk/keys").resolve(key), start.resolve(key));
    }
    for (String file :
        List.of("receipts/north-1-000001.dsse.json", "north-1.pub.pem", "north-1.log")) {
      Path from = work.resolve(file);
      Files.copy(from, start.resolve(String.valueOf(from.getFileName())));
    }
    try (var volumes = Files.list(bundle)) {
      for (Path volume : volumes.toList()) {
        Files.copy(volume, start.resolve(volume.getFileName()));
      }
    }
  }
}

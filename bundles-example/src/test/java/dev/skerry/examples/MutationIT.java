package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.AuditScript;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Mutations;
import dev.skerry.examples.kit.Mutations.Mutation;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The auditor's script, {@code skerry verify} and an import agree: the good bundle passes, each of
 * some two hundred structural mutations is refused, and nothing of one is stored.
 */
class MutationIT {
  private static final int WORKERS = 2;

  @TempDir static Path work;
  private static Path bundle;
  private static Desk desk;
  private static AuditScript script;

  @BeforeAll
  static void release() throws IOException {
    Tools.need("tar", "openssl", "sha256sum", "cmp");
    desk = Desk.create(work.resolve("desk"), "small");
    desk.file("one.txt", "one\n").file("two.txt", "two\n".repeat(40_000));
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: small
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        files: [one.txt, two.txt]
        """);
    Path stick = Files.createDirectory(work.resolve("stick"));
    desk.release(1, stick);
    bundle = stick.resolve("small-stable-1.skerry");
    Path keys = desk.folder().resolve("keys");
    script =
        new AuditScript(work, List.of(keys.resolve("alice.pub.pem"), keys.resolve("bob.pub.pem")));
  }

  @Test
  void theGoodBundlePasses() {
    assertThat(script.judge(bundle, 2).exits(0).out()).contains("ACCEPTED");
    verify(bundle).exits(0);
  }

  @Test
  void everyMutationIsRefusedByAllThree() throws Exception {
    List<Mutation> mutations = Mutations.of(Files.readAllBytes(bundle));
    assertThat(mutations).hasSizeGreaterThanOrEqualTo(200);
    List<Callable<List<String>>> shares = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      int share = worker;
      shares.add(() -> judge(mutations, share));
    }
    List<String> wrong = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(WORKERS)) {
      for (var verdicts : pool.invokeAll(shares)) {
        wrong.addAll(verdicts.get());
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What went wrong with every WORKERS-th mutation. */
  private static List<String> judge(List<Mutation> mutations, int share) throws IOException {
    Path data = desk.site(work.resolve("site-" + share), "north-" + (share + 1));
    Path stick = Files.createDirectory(work.resolve("bad-" + share));
    Path file = stick.resolve("small-stable-1.skerry");
    List<String> wrong = new ArrayList<>();
    for (int i = share; i < mutations.size(); i += WORKERS) {
      Mutation mutation = mutations.get(i);
      Files.write(file, mutation.bytes());
      int expected = mutation.early() ? 3 : 5;
      expect(mutation, "script", script.judge(file, 2), 1, wrong);
      expect(mutation, "verify", verify(file), expected, wrong);
      Run imported = Dist.skerryd(work, "import", "--data", data.toString(), file.toString());
      expect(mutation, "import", imported, expected, wrong);
    }
    try (var stored = Files.find(data.resolve("blobs"), 4, (p, a) -> a.isRegularFile())) {
      stored.forEach(blob -> wrong.add("stored " + blob));
    }
    return wrong;
  }

  private static void expect(
      Mutation mutation, String by, Run run, int expected, List<String> wrong) {
    if (run.exit() != expected || run.err().contains("\tat ")) {
      wrong.add(
          mutation.name()
              + ": "
              + by
              + " exits "
              + run.exit()
              + ", not "
              + expected
              + ": "
              + run.err().lines().findFirst().orElse(""));
    }
  }

  private static Run verify(Path file) {
    String root = desk.folder().resolve("root/1.root.dsse.json").toString();
    return desk.skerry("verify", file.toString(), "--root", root);
  }
}

package dev.skerry.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and scripts see: results on stdout, the rest on stderr, exit codes. */
class CommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Commands.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String root(String... signers) throws IOException {
    Path file = folder.resolve("1.root.dsse.json");
    var root = TestRoots.root(1, 2, "alice", "bob", "carol");
    Files.write(file, TestRoots.signed(root, signers).bytes());
    return file.toString();
  }

  private void initSite() throws IOException {
    assertThat(run("init", "--data", data(), "--site", "north-1", "--root", root("alice", "bob")))
        .isZero();
  }

  @Test
  void initPrintsTheKeysFingerprint() throws IOException {
    initSite();
    assertThat(out.toString()).containsPattern("gateway key [0-9a-f]{64}");
    Path key = folder.resolve("data/gateway.key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("data/gateway.pub.pem")).content().contains("BEGIN PUBLIC KEY");
  }

  @Test
  void initOfAFolderThatIsAGatewaysAlreadyChangesNothing() throws IOException {
    initSite();
    byte[] key = Files.readAllBytes(folder.resolve("data/gateway.key.pem"));
    assertThat(run("init", "--data", data(), "--site", "other", "--root", root("alice", "bob")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("SKY-4011");
    assertThat(folder.resolve("data/gateway.key.pem")).hasBinaryContent(key);
  }

  @Test
  void aRootBelowItsOwnThresholdIsNoAnchor() throws IOException {
    assertThat(run("init", "--data", data(), "--site", "north-1", "--root", root("alice")))
        .isEqualTo(3);
    for (String command : List.of("status", "key rotate")) {
      String[] words = (command + " --data " + data()).split(" ");
      assertThat(run(words)).isEqualTo(2);
      assertThat(err.toString()).contains("SKY-8502", "Look whether --data names the gateway's");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "init --data d",
        "init --data d --depot --site x",
        "init --data d --site North --root r",
        "init --data d --depot --policy p",
        "serve --data d",
        "serve --data d --registry nowhere",
        "import --data d",
        "status --data d --else",
        "fly"
      })
  void wrongUsageExitsWith2AndSaysWhatToDo(String line) {
    String[] words = line.replace(" d", " " + data()).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("SKY-85", "next: ");
  }

  private static final String POLICY =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: signers
      description: Enough people sign.
      at: [enter]
      settings: {signers: 3}
      rules:
        - name: enough
          require: size(signers) >= settings.signers
          message: is signed by too few
      """;

  private int initWith(String policy) throws IOException {
    String file = Files.writeString(folder.resolve("mine.yaml"), policy).toString();
    return run(
        "init",
        "--data",
        data(),
        "--site",
        "north-1",
        "--root",
        root("alice", "bob"),
        "--policy",
        file);
  }

  @Test
  void aPolicyGivenToInitRefusesAnImportByItsNameAndValues() throws IOException {
    assertThat(initWith(POLICY)).isZero();
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestBundle.sample(1).write(stick);
    assertThat(run("import", "--data", data(), "--reserve", "0", stick.toString())).isEqualTo(4);
    assertThat(out + err.toString())
        .contains("SKY-9511")
        .contains("policy signers, rule enough: is signed by too few")
        .contains("settings.signers = 3; signers = [\"alice\", \"bob\"]");
  }

  @Test
  void aPolicyThatIsWrongIsNotTakenAndNothingIsSetUp() throws IOException {
    assertThat(initWith(POLICY.replace("size(signers)", "size(singers)"))).isEqualTo(1);
    assertThat(err.toString()).contains("SKY-9502", "mine.yaml:9:19", "| .....^");
    assertThat(initWith(POLICY)).isZero();
  }

  @Test
  void importAndStatusWithoutTheService() throws IOException {
    initSite();
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestBundle.sample(1).write(stick);
    assertThat(run("import", "--data", data(), "--reserve", "0", stick.toString())).isZero();
    assertThat(out.toString())
        .contains("admitted edge-fleet-stable-1\n", "plan os-upgrade waiting: ", "receipt 1 ");
    assertThat(run("log", "--from", "0", "--data", data())).isEqualTo(2);
    assertThat(run("status", "--data", data())).isZero();
    assertThat(out.toString())
        .contains("site north-1\n", "registry does not run\n", "bundle edge-fleet-stable-1, ");
    assertThat(run("bundles", "--data", data(), "--json")).isZero();
    assertThat(out.toString()).startsWith("{\"bundles\":[{\"name\":\"edge-fleet-stable-1\"");
    assertThat(run("plans", "--data", data())).isZero();
    assertThat(run("receipt", "--data", data())).isZero();
    assertThat(out.toString()).startsWith("{\"payloadType\":\"application/vnd.in-toto+json\"");
  }

  @Test
  void aReceiptThatIsNotThereIsToldSo() throws IOException {
    initSite();
    assertThat(run("receipt", "--data", data())).isEqualTo(1);
    assertThat(err.toString()).contains("SKY-6006", "none was issued yet", "Import a bundle first");
  }

  @Test
  void aFileThatIsNoBundleIsNamed() throws IOException {
    initSite();
    Path photo = Files.write(folder.resolve("photo.jpg"), TestBundle.bytes(3_000, 1));
    assertThat(run("import", "--data", data(), photo.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("photo.jpg", "is no bundle", "NAME.skerry");
  }

  @Test
  void nodeConfigNamesEveryRegistryThatIsHeld() throws IOException {
    initSite();
    assertThat(run("node-config", "--data", data(), "--endpoint", "http://gw:5000")).isEqualTo(1);
    assertThat(err.toString()).contains("SKY-8515");
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestBundle.sample(1).write(stick);
    assertThat(run("import", "--data", data(), "--reserve", "0", stick.toString())).isZero();
    assertThat(run("node-config", "--data", data())).isEqualTo(2);
    assertThat(err.toString()).contains("is needed while the service does not run");
    assertThat(run("node-config", "--data", data(), "--endpoint", "gw:5000")).isEqualTo(2);
    nodeConfig("--endpoint", "https://gw:5000/", "--ca", "/ca.pem");
    assertThat(out.toString())
        .contains("  \"docker.io\":\n    endpoint: [\"https://gw:5000\"]\n  \"quay.io\":\n")
        .endsWith("configs:\n  \"gw:5000\":\n    tls: {ca_file: \"/ca.pem\"}\n");
    assertThat(err.toString()).isEmpty();
    Path hosts = folder.resolve("hosts");
    nodeConfig("--endpoint", "http://127.0.0.1:5000", "--containerd", "--out", hosts.toString());
    assertThat(err.toString()).contains("note: only this machine reaches http://127.0.0.1:5000");
    assertThat(hosts.resolve("quay.io/hosts.toml"))
        .content()
        .endsWith(
            """
            server = "http://127.0.0.1:5000"
            [host."http://127.0.0.1:5000"]
              capabilities = ["pull", "resolve"]
            """);
    assertThat(hosts.resolve("docker.io/hosts.toml")).exists();
  }

  private void nodeConfig(String... options) {
    String[] words = new String[options.length + 3];
    System.arraycopy(new String[] {"node-config", "--data", data()}, 0, words, 0, 3);
    System.arraycopy(options, 0, words, 3, options.length);
    assertThat(run(words)).isZero();
  }

  @Test
  void aCommandWaitsForTheServiceThatStillStarts() throws Exception {
    initSite();
    CountDownLatch held = new CountDownLatch(1);
    Thread starting =
        Thread.ofVirtual()
            .start(() -> {
              Path place = Path.of(data());
              EmbeddedStore store = EmbeddedStore.open(place, Disk.real(), InstantSource.system());
              held.countDown();
              LockSupport.parkNanos(500_000_000);
              store.close();
            });
    held.await();
    assertThat(run("status", "--data", data())).isZero();
    starting.join();
  }

  @Test
  void aRefusalNamesTheReasonAndExitsWithItsCode() throws IOException {
    initSite();
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestBundle bundle = TestBundle.sample(1);
    bundle.channel = "beta";
    bundle.write(stick);
    assertThat(run("import", "--data", data(), "--reserve", "0", stick.toString())).isEqualTo(4);
    assertThat(out.toString()).contains("refused ");
    assertThat(err.toString()).contains("error SKY-", "next: ");
  }

  @Test
  void aMistypedSettingStopsOnlyWhatNeedsIt() throws IOException {
    initSite();
    Files.writeString(folder.resolve("data/skerryd.yaml"), "revoked: never\nreserve: 0\n");
    for (String command : List.of("status", "log", "scrub", "plans")) {
      assertThat(run(command, "--data", data())).as(command).isZero();
      assertThat(err.toString())
          .containsOnlyOnce("warning SKY-8501")
          .contains("revoked", "is \"never\", neither serve nor refuse");
    }
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestBundle.sample(1).write(stick);
    assertThat(run("import", "--data", data(), stick.toString())).isZero();
    assertThat(err.toString()).contains("warning SKY-8501");
    assertThat(run("serve", "--data", data())).isEqualTo(2);
    assertThat(err.toString()).contains("error SKY-8501");
    Files.writeString(folder.resolve("data/skerryd.yaml"), "max-age: long\n");
    assertThat(run("import", "--data", data(), stick.toString())).isEqualTo(2);
    assertThat(run("status", "--data", data())).isZero();
    assertThat(run("scrub", "--data", data(), "--scrub-rate", "")).isEqualTo(2);
    assertThat(err.toString()).contains("--scrub-rate", "is given without a value");
  }

  @Test
  void afterAGoBackStatusTellsTheAcceptedNumberBesideTheActiveBundle() throws IOException {
    initSite();
    TestBundle first = TestBundle.sample(1);
    for (TestBundle bundle : List.of(first, TestBundle.sample(2))) {
      Path stick = Files.createDirectory(folder.resolve("stick" + bundle.sequence));
      bundle.write(stick);
      assertThat(run("import", "--data", data(), "--reserve", "0", stick.toString())).isZero();
      assertThat(run("status", "--data", data())).isZero();
      assertThat(out.toString()).doesNotContain("accepted");
    }
    assertThat(run("go-back", "--data", data(), "--reserve", "0", back(first))).isZero();
    assertThat(run("status", "--data", data())).isZero();
    assertThat(out.toString())
        .contains(
            "bundle edge-fleet-stable-1, ",
            "accepted up to epoch 1, sequence 2: nothing older enters\n");
    assertThat(run("bundles", "--data", data())).isZero();
    assertThat(out.toString()).contains("  " + first.envelope().payloadDigest().spoken());
  }

  /** A permit to go back to a bundle. */
  private String back(TestBundle bundle) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Permit permit =
        new Permit(
            "edge-fleet",
            "north-1",
            bundle.envelope().payloadDigest(),
            Permit.GO_BACK,
            now.minusSeconds(60),
            now.plusSeconds(3_600),
            "the new page is wrong");
    Path file = folder.resolve("back.permit.dsse.json");
    Files.write(file, TestKeys.sign(PayloadTypes.PERMIT, permit.payload(), "alice", "bob").bytes());
    return file.toString();
  }

  @Test
  void completionAndHelpKnowTheCommands() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).contains("import", "--manifests");
    assertThat(run("import", "--help")).isZero();
    assertThat(out.toString()).contains("--kubeconfig", "Exit codes:");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("skerryd ");
  }
}

package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.PlanState;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptCommandsTest {
  @TempDir Path folder;
  private final PlayedConsole console = new PlayedConsole();
  private Desk desk;
  private Path ledger;
  private Path gateway;
  private Path roots;
  private Path stick;

  @BeforeEach
  void aStickComesBack() throws IOException {
    ledger = folder.resolve("ledger");
    gateway = folder.resolve("gateway.pub.pem");
    Files.write(gateway, TestKeys.key("gateway").publicKey().pem());
    stick = folder.resolve("stick");
    Files.createDirectories(stick.resolve("skerry-receipts"));
    Digest digest = Digest.of(new byte[] {1});
    TestReceipt receipt = new TestReceipt();
    receipt.name = "edge-fleet-stable-5";
    receipt.statement = digest;
    receipt.decision = Receipt.ADMITTED;
    receipt.after = Optional.of(new Position(1, 5));
    receipt.plans = List.of(new PlanState("os-upgrade", digest, "handed-over"));
    receipt.nodes =
        Optional.of(
            List.of(
                new Receipt.Node(
                    "edge-1",
                    "v1.36.3+k3s1",
                    "SL Micro 6.1",
                    "containerd://2.3",
                    true,
                    List.of("os-upgrade")),
                new Receipt.Node("edge-2", "v1.35.1+k3s1", "", "", false, List.of())));
    receipt.moreNodes = 1;
    receipt.write(stick, "gateway");
    desk = new Desk(folder).withRoot("edge-fleet", "alice");
    roots = folder.resolve("root");
  }

  private int add(String... more) {
    Object[] args = {
      "site",
      "add",
      "--name",
      "north-1",
      "--key",
      gateway,
      "--label",
      "env=prod",
      "--label",
      "region=eu",
      "--group",
      "pilot",
      "--sign-key",
      desk.key("alice"),
      "--ledger",
      ledger,
      "--root",
      roots
    };
    Object[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return console.run(all);
  }

  @Test
  void aReceiptOfARegisteredGatewayTellsWhatItsSiteHolds() {
    new Ledger(ledger).record(TestBundle.sample(5).envelope());
    assertThat(add()).isZero();
    assertThat(console.result()).contains(TestKeys.key("gateway").publicKey().keyid());
    assertThat(console.run("receipts", stick, "--root", roots, "--ledger", ledger)).isZero();
    assertThat(console.result())
        .contains("new              north-1 000001: edge-fleet-stable-5 admitted")
        .contains("site north-1 holds edge-fleet-stable-5 (epoch 1, sequence 5)")
        .contains("plan os-upgrade handed-over")
        .contains("  node edge-1: v1.36.3+k3s1, SL Micro 6.1, containerd://2.3; done: os-upgrade")
        .contains("  1 more node that the receipt does not name")
        .contains("  node edge-2 (not ready): v1.35.1+k3s1");
  }

  @Test
  void aWrongOptionIsSaidBeforeAnythingIsKept() {
    Object[] receipts = {
      "receipts", stick, "--root", roots, "--ledger", ledger, "--lag-days", "-1"
    };
    assertThat(console.run(receipts)).isEqualTo(2);
    assertThat(new Ledger(ledger).receiptSites()).isEmpty();
  }

  @Test
  void aReceiptOfAnUnknownGatewayIsShownAsSuch() {
    assertThat(console.run("receipts", stick, "--root", roots, "--ledger", ledger)).isEqualTo(3);
    assertThat(console.result())
        .contains("unknown gateway  north-1 000001")
        .contains("site north-1 is not registered")
        .doesNotContain("holds");
  }

  @Test
  void theProductIsAskedForWhereTheLedgerDoesNotTell() {
    assertThat(add()).isEqualTo(2);
    assertThat(console.said()).contains("SKY-3802").contains("--product");
    assertThat(add("--product", "edge-fleet", "--json")).isZero();
    assertThat(console.result()).contains("\"site\":\"north-1\"").contains("\"version\":1");
    assertThat(add("--product", "another")).isEqualTo(2);
  }

  @Test
  void aChangedListOfSitesIsRefused() throws IOException {
    add("--product", "edge-fleet");
    Path sites = ledger.resolve("sites.dsse.json");
    byte[] bytes = Files.readAllBytes(sites);
    Envelope signed = Envelope.parse(bytes, "sites");
    Files.write(sites, Envelope.unsigned(PayloadTypes.SITES, signed.payload()).bytes());
    assertThat(console.run("receipts", stick, "--root", roots, "--ledger", ledger)).isEqualTo(3);
    assertThat(console.said()).contains("SKY-3805", "sites.dsse.json", "is signed by nobody");
    assertThat(add("--product", "edge-fleet")).isEqualTo(3);
  }

  @Test
  void theListOfSitesIsSignedAnewAndShownWithItsKeys() {
    add("--product", "edge-fleet");
    Object[] sign = {
      "site", "sign", "--sign-key", desk.key("alice"), "--ledger", ledger, "--root", roots
    };
    assertThat(console.run("receipts", stick, "--root", roots, "--ledger", ledger)).isZero();
    PlayedConsole signed = Desk.run(sign);
    assertThat(signed.result()).contains("sites.dsse.json is list 2 now");
    assertThat(signed.said())
        .contains("List 1 of the sites of edge-fleet", "  site north-1")
        .contains("    key ed25519 " + TestKeys.key("gateway").publicKey().keyid())
        .contains("    signed 1 of the 1 receipt in the ledger", "List sha256:");
    Object[] wrong = java.util.Arrays.copyOf(sign, sign.length + 2);
    wrong[sign.length] = "--confirm-list";
    wrong[sign.length + 1] = "abc";
    assertThat(new PlayedConsole().run(wrong)).isEqualTo(2);
  }

  @Test
  void theDataFolderOfAGatewayIsNoStick() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.createFile(data.resolve("catalog.db"));
    Files.createFile(data.resolve("skerryd.yaml"));
    Path root = roots.resolve("1.root.dsse.json");
    for (Object[] command :
        new Object[][] {
          {"receipts", data, "--root", roots, "--ledger", ledger},
          {"verify", data, "--root", root},
          {"inspect", data},
          {"ls", data},
          {"audit", folder.resolve("report"), data, "--root", roots, "--ledger", ledger}
        }) {
      PlayedConsole played = new PlayedConsole();
      assertThat(played.run(command)).as(String.valueOf(command[0])).isEqualTo(5);
      assertThat(played.said()).contains("it is the data folder of a gateway or a depot");
    }
    PlayedConsole stranger = new PlayedConsole();
    stranger.run("inspect", folder);
    assertThat(stranger.said()).contains("holds no file NAME.skerry").doesNotContain("gateway");
  }

  @Test
  void withoutRootDocumentsTheListCannotBeJudged() {
    add("--product", "edge-fleet");
    assertThat(console.run("receipts", stick, "--root", stick, "--ledger", ledger)).isEqualTo(1);
    assertThat(console.said()).contains("Name the folder of the root documents with --root");
  }

  @Test
  void receiptsSpeakJson() {
    add("--product", "edge-fleet");
    assertThat(console.run("receipts", stick, "--root", roots, "--ledger", ledger, "--json"))
        .isZero();
    assertThat(console.result())
        .contains("\"judgement\":\"new\"")
        .contains("\"sites\":[{\"site\":\"north-1\",\"last\":1,\"bundle\":\"edge-fleet-stable-5\"");
  }
}

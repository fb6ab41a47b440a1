package dev.skerry.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.AuditScript;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.GatewayKey;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.SmallBundle;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a site left of three imports: the script of docs/audit.md on receipts and log and on changes
 * to them, and who the log says it was.
 */
class AuditReceiptIT {
  @TempDir private static Path work;
  private static Path script;
  private static SmallBundle bundle;
  private static Path stick;
  private static Path key;
  private static GatewayKey owned;
  private static List<String> log;

  @BeforeAll
  static void site() throws IOException {
    Tools.need("openssl", "basenc");
    script = AuditScript.extract(work, "audit-receipt.sh");
    bundle = SmallBundle.release(work);
    stick = bundle.file().resolveSibling("");
    Path data = bundle.desk().site(work.resolve("data"), "north-1");
    for (int i = 0; i < 3; i++) {
      Dist.skerryd(work, "import", stick.toString(), "--data", data.toString()).exits(0);
    }
    key = data.resolve("gateway.pub.pem");
    owned = new GatewayKey(data);
    log = log(data);
  }

  private static List<String> log(Path data) {
    return Dist.skerryd(work, "log", "--json", "--data", data.toString())
        .exits(0)
        .out()
        .lines()
        .toList();
  }

  private static Path receipt(int number) {
    return work.resolve("stick/skerry-receipts/north-1-00000%d.dsse.json".formatted(number));
  }

  private static Run judge(Path receipt, Path by, List<String> entries) throws IOException {
    Path file = Files.write(work.resolve("log"), entries);
    return Run.in(
        work, "sh", script.toString(), receipt.toString(), by.toString(), file.toString());
  }

  private static void assertRefused(String reason, List<String> entries) throws IOException {
    assertThat(judge(receipt(3), key, entries).exits(1).out())
        .isEqualTo("REFUSED: " + reason + "\n");
  }

  @Test
  void everyReceiptFitsTheLog() throws IOException {
    assertThat(judge(receipt(1), key, log).exits(0).out())
        .startsWith("ACCEPTED: site north-1, receipt 1: admitted " + about() + ", log of ");
    assertThat(judge(receipt(2), key, log).exits(0).out()).contains("receipt 2: present");
    assertThat(judge(receipt(3), key, log).exits(0).out()).contains("receipt 3: present");
  }

  /** The bundle's name and the digest by which the other script accepts it. */
  private static String about() throws IOException {
    String payload = GatewayKey.payload(receipt(1));
    return "small-stable-1 (" + payload.split("\"sha256\":\"")[1].substring(0, 64) + ")";
  }

  /** Plans and nodes have names, codes and numbers, too. */
  @Test
  void aReceiptTellsOfItsOwnBundleWhateverStandsFurtherBack() throws IOException {
    String payload = GatewayKey.payload(receipt(1));
    String plans =
        "\"plans\":[{\"name\":\"os-upgrade\",\"digest\":\"sha256:%s\",\"state\":\"applied\"}],"
            .formatted("0".repeat(64));
    String nodes =
        ",\"nodes\":[{\"name\":\"edge-1\",\"kubelet\":\"v1\",\"os\":\"x\",\"runtime\":\"y\","
            + "\"ready\":true}],\"moreNodes\":7}}";
    String more =
        payload
            .replace("\"checkpoint\":", plans + "\"checkpoint\":")
            .replaceFirst("}}$", nodes)
            .replace("\"decision\":\"admitted\"", "\"decision\":\"refused\",\"code\":\"SKY-1128\"");
    assertThat(judge(owned.resign(receipt(1), more), key, log).exits(0).out())
        .startsWith("ACCEPTED: site north-1, receipt 1: refused SKY-1128 " + about() + ", log of ");
  }

  @Test
  void whatTheGatewaySignedAndIsNoReceipt() throws IOException {
    String payload = GatewayKey.payload(receipt(1));
    for (String other :
        List.of(
            payload.replace("https://skerry.dev/receipt/v1", "https://skerry.dev/bundle/v1"),
            payload.replaceFirst("\"decision\":\"admitted\",", ""))) {
      assertThat(judge(owned.resign(receipt(1), other), key, log).exits(1).out())
          .isEqualTo("REFUSED: what was signed is no receipt\n");
    }
  }

  @Test
  void anEntryThatWasChanged() throws IOException {
    List<String> changed = new ArrayList<>(log);
    changed.set(1, changed.get(1).replace("\"actor\":\"import\"", "\"actor\":\"impost\""));
    assertThat(changed).isNotEqualTo(log);
    assertRefused("entry 3 of the log does not follow the one before", changed);
  }

  @Test
  void theLastEntryThatWasChanged() throws IOException {
    int size =
        Integer.parseInt(
            judge(receipt(3), key, log).out().replaceAll("(?s).*log of (\\d+) .*", "$1"));
    List<String> changed = new ArrayList<>(log.subList(0, size));
    changed.set(
        size - 1, changed.get(size - 1).replace("\"actor\":\"import\"", "\"actor\":\"impost\""));
    assertRefused("the log is not the one that was signed", changed);
  }

  @Test
  void anEntryThatWasTakenOut() throws IOException {
    List<String> changed = new ArrayList<>(log);
    changed.remove(1);
    assertRefused("entry 2 of the log does not follow the one before", changed);
  }

  @Test
  void aLogThatWasCut() throws IOException {
    assertThat(judge(receipt(3), key, log.subList(0, 2)).exits(1).out())
        .startsWith("REFUSED: the log has 2 of ");
  }

  @Test
  void aReceiptThatWasChangedOrIsOfAnotherKey() throws IOException {
    String text = Files.readString(receipt(3));
    int at = text.indexOf("\"payload\":\"") + 40;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    Path changed =
        Files.writeString(
            work.resolve("changed.json"), text.substring(0, at) + other + text.substring(at + 1));
    assertThat(judge(changed, key, log).exits(1).out())
        .isEqualTo("REFUSED: signature of the receipt\n");
    Path stranger = work.resolve("desk/keys/alice.pub.pem");
    assertThat(judge(receipt(3), stranger, log).exits(1).out())
        .isEqualTo("REFUSED: signature of the receipt\n");
  }

  /** The third receipt with another checkpoint, signed by the gateway's own key as it should be. */
  private static Run judgeWith(String checkpoint) throws IOException {
    String payload = GatewayKey.payload(receipt(3));
    Path forged = owned.resign(receipt(3), payload.replace(checkpoint(payload), checkpoint));
    return judge(forged, key, log);
  }

  private static String checkpoint(String payload) {
    return payload.split("\"checkpoint\":\"")[1].split("\"")[0];
  }

  /** The gateway's signature of a note, as a checkpoint of {@code signer} spells it in JSON. */
  private static String note(String signer, String text) {
    byte[] signature = owned.sign(text.getBytes(UTF_8));
    byte[] bytes = Arrays.copyOf(new byte[] {1, 2, 3, 4}, 4 + signature.length);
    System.arraycopy(signature, 0, bytes, 4, signature.length);
    String line = "\u2014 " + signer + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    return (text + "\n" + line).replace("\n", "\\n");
  }

  @Test
  void aReceiptOfAGoodSignatureAndACheckpointOfABadOne() throws IOException {
    String good = checkpoint(GatewayKey.payload(receipt(3)));
    String text = good.substring(0, good.indexOf("\\n\\n") + 2).replace("\\n", "\n");
    assertThat(judgeWith(note("site/north-1/audit", text)).exits(0).out()).contains("ACCEPTED");
    int at = good.length() - 20;
    char other = good.charAt(at) == 'A' ? 'B' : 'A';
    assertThat(judgeWith(good.substring(0, at) + other + good.substring(at + 1)).exits(1).out())
        .isEqualTo("REFUSED: signature of the checkpoint\n");
    String longer = good.replaceFirst("n[0-9]+", "n1");
    assertThat(judgeWith(longer).exits(1).out())
        .isEqualTo("REFUSED: signature of the checkpoint\n");
    assertThat(judgeWith("").exits(1).out()).isEqualTo("REFUSED: signature of the checkpoint\n");
  }

  @Test
  void aReceiptOfAGoodSignatureAndACheckpointOfAnotherLog() throws IOException {
    Path data = bundle.desk().site(work.resolve("foreign"), "north-9");
    Path other = work.resolve("foreign.json");
    Dist.skerryd(work, "import", stick.toString(), "--data", data.toString()).exits(0);
    Path there = stick.resolve("skerry-receipts/north-9-000001.dsse.json");
    Files.move(there, other);
    assertThat(judgeWith(checkpoint(GatewayKey.payload(other))).exits(1).out())
        .isEqualTo("REFUSED: signature of the checkpoint\n");
    String good = checkpoint(GatewayKey.payload(receipt(3)));
    String text = good.substring(0, good.indexOf("\\n\\n") + 2).replace("\\n", "\n");
    String renamed = text.replace("north-1", "north-9");
    assertThat(judgeWith(note("site/north-1/audit", renamed)).exits(1).out())
        .isEqualTo("REFUSED: the checkpoint is about another log\n");
  }

  /** The user who ran the import, and the filesystem of the stick as the JDK tells it. */
  private static String[] begun() throws IOException {
    return new String[] {
      "\"name\":\"import.begun\",\"actor\":\"" + Run.ok(work, "id", "-un") + "\"",
      "\"object\":\"" + stick + "\"",
      "\"filesystem\":\"" + Files.getFileStore(stick).type() + "\"",
      "\"uid\":\"" + Run.ok(work, "id", "-u") + "\""
    };
  }

  @Test
  void theLogSaysWhoBroughtWhichMediumBeforeItIsJudged() throws IOException {
    assertThat(log.getFirst()).contains(begun());
    assertThat(log.get(1)).contains("bundle.admitted");
    assertThat(log).filteredOn(entry -> entry.contains("import.begun")).hasSize(3);
  }

  @Test
  void throughTheServiceTooAndSomebodyElsesCallIsHis() throws IOException {
    Tools.need("curl", "setpriv");
    Tools.needRoot();
    Path data = bundle.desk().site(work.resolve("served"), "north-2");
    try (Site service = Site.serve(data)) {
      Dist.skerryd(work, "import", stick.toString(), "--data", data.toString()).exits(0);
      String token = Files.readString(data.resolve("admin.token")).strip();
      List<String> call = List.of("setpriv", "--reuid=65534", "--clear-groups", "curl", "-s", "-H");
      List<String> wanted = new ArrayList<>(call);
      wanted.addAll(List.of("Authorization: Bearer " + token, "-d"));
      wanted.add("{\"paths\":[\"" + stick + "\"],\"sudoUser\":\"ann\"}");
      wanted.add("http://" + service.admin() + "/admin/v1/imports");
      assertThat(Run.in(work, wanted.toArray(String[]::new)).exits(0).out()).contains("present");
      List<String> wrong = new ArrayList<>(call);
      wrong.addAll(List.of("Authorization: Bearer x", service.admin() + "/admin/v1/status"));
      Run.in(work, wrong.toArray(String[]::new)).exits(0);
    }
    List<String> entries = log(data);
    assertThat(entries.get(1)).contains(begun());
    assertThat(entries)
        .filteredOn(entry -> entry.contains("import.begun"))
        .last(InstanceOfAssertFactories.STRING)
        .contains("\"actor\":\"nobody\"", "\"sudo-user\":\"ann\",\"uid\":\"65534\"");
    assertThat(entries.getLast())
        .contains("admin.refused", "nobody", "\"calls\":\"1\",\"code\":\"SKY-8510\"");
    assertThat(Dist.skerryd(work, "log", "--data", data.toString()).exits(0).out())
        .containsPattern("import\\.begun +by nobody  " + stick + "  device: ");
  }
}

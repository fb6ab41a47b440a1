package dev.skerry.format;

import static dev.skerry.format.Vectors.assertDocumented;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Sites;
import dev.skerry.format.document.Succession;
import dev.skerry.format.log.Acks;
import dev.skerry.format.log.MerkleTree;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestLog;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestSuccessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the vectors of docs/format.md that are about the documents beside a bundle. */
class DocumentVectorsTest {
  private final TestBundle bundle = Vectors.bundle();
  private final TestLog log = new TestLog("north-1");
  private SigningKey gateway;
  private Digest statement;

  @BeforeEach
  void keys() {
    gateway = TestKeys.fixed("gateway", 3);
    statement = bundle.envelope().payloadDigest();
    add("10:59:58", "import.begun", "root", "/media/stick", Map.of("uid", "0"));
    add(
        "10:59:59",
        "bundle.admitted",
        "import",
        "edge-fleet-stable-1",
        Map.of("place", "Zo\u00eb's \"stick\"", "statement", statement.toString()));
    add("11:00:00", "log.example", "import", "", Map.of());
  }

  private void add(
      String time, String name, String actor, String object, Map<String, String> detail) {
    log.add(time, name, actor, object, new TreeMap<>(detail));
  }

  @Test
  void permit() throws IOException {
    Permit permit =
        new Permit(
            "edge-fleet",
            "north-1",
            statement,
            Permit.EXPIRED,
            TestRoots.ISSUED,
            TestRoots.ISSUED.plusSeconds(86_400),
            "the ship was late");
    assertSigned(PayloadTypes.PERMIT, permit.payload(), "ada", "ben");
  }

  @Test
  void sites() throws IOException {
    Sites sites =
        new Sites(
            "edge-fleet",
            1,
            TestRoots.ISSUED,
            List.of(
                new Sites.Site(
                    "north-1",
                    new SiteKey(gateway.publicKey().scheme().id(), gateway.publicKey().spki()),
                    new TreeMap<>(Map.of("env", "prod")),
                    List.of("pilot"),
                    List.of())));
    assertSigned(PayloadTypes.SITES, sites.payload(), "ada", "ben");
  }

  @Test
  void log() throws IOException {
    assertDocumented(log.text());
    StringBuilder hashes = new StringBuilder();
    for (int number = 1; number <= log.size(); number++) {
      byte[] entry = log.entry(number);
      hashes.append("SHA-256 of entry %d   %s\n".formatted(number, Digest.of(entry).hex()));
      hashes.append("leaf of entry %d      %s\n".formatted(number, MerkleTree.leaf(entry).hex()));
    }
    List<Digest> proof = log.consistency(2, 3);
    assertThat(MerkleTree.consistent(2, log.root(2), 3, log.root(3), proof)).isTrue();
    for (int size = 1; size <= log.size(); size++) {
      hashes.append("root of %d            %s\n".formatted(size, log.root(size).hex()));
    }
    proof.forEach(node -> hashes.append("proof of 2 in 3      %s\n".formatted(node.hex())));
    assertDocumented(hashes.toString());
    assertDocumented(log.checkpoint(gateway));
    SortedMap<String, Acks.Ack> seen = new TreeMap<>(Map.of("north-1", ack(2), "north-10", ack(1)));
    assertDocumented(new String(new Acks(seen).bytes(), UTF_8));
  }

  private Acks.Ack ack(long size) {
    return new Acks.Ack(size, log.root(size));
  }

  @Test
  void succession() throws IOException {
    SigningKey next = TestKeys.fixed("next", 4);
    Succession said =
        new Succession(
            "north-1",
            TestRoots.ISSUED.plusSeconds(7_200),
            1,
            TestSuccessions.key("gateway"),
            TestSuccessions.key("next"),
            log.checkpoint(gateway, next));
    assertSigned(PayloadTypes.SUCCESSION, said.payload(), "gateway", "next");
  }

  @Test
  void volumes(@TempDir Path folder) throws IOException {
    bundle.write(folder, 10_240);
    Path list = folder.resolve("edge-fleet-stable-1.volumes.json");
    assertDocumented(Files.readString(list) + "\n");
  }

  @Test
  void receipt() throws IOException {
    Receipt receipt =
        new Receipt(
            "edge-fleet-stable-1",
            statement,
            "north-1",
            1,
            TestRoots.ISSUED.plusSeconds(3_600),
            "edge-fleet",
            "stable",
            Receipt.ADMITTED,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Receipt.Position(1, 1)),
            1,
            TestRoots.ISSUED,
            List.of("ada", "ben"),
            List.of(),
            Optional.of(log.checkpoint(gateway)),
            List.of(new Receipt.Consistency(2, log.consistency(2, 3))),
            Optional.empty(),
            0,
            List.of(),
            CarriedPermits.none());
    assertSigned(PayloadTypes.IN_TOTO, receipt.payload(), "gateway");
  }

  private static void assertSigned(String type, byte[] payload, String... signers)
      throws IOException {
    assertDocumented(new String(payload, UTF_8) + "\n");
    assertDocumented(new String(TestKeys.sign(type, payload, signers).bytes(), UTF_8));
  }
}

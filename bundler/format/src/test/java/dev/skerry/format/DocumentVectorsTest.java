package dev.skerry.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Sites;
import dev.skerry.format.log.Acks;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.log.MerkleTree;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Makes the vectors of docs/format.md that are about the documents beside a bundle. */
class DocumentVectorsTest {
  /** Set to add to docs/format.md what is not there; a person puts it at its place. */
  private static final boolean WRITE = Boolean.getBoolean("skerry.write-vectors");

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "format.md");
  private static final List<String> ENTRIES = List.of("one", "two", "three");

  private SigningKey gateway;
  private Digest statement;

  @BeforeEach
  void keys() {
    TestKeys.fixed("ada", 1);
    TestKeys.fixed("ben", 2);
    gateway = TestKeys.fixed("gateway", 3);
    TestBundle bundle = new TestBundle();
    bundle.roots = List.of(TestRoots.signed(TestRoots.root(1, 2, "ada", "ben"), "ada", "ben"));
    bundle.signers = List.of("ada", "ben");
    bundle.plan("hello", "kind: Plan\n", 1);
    statement = bundle.envelope().payloadDigest();
  }

  /** A reader that takes another encoding of a key gets another id. */
  @ParameterizedTest
  @EnumSource(names = {"ECDSA_P256_SHA256", "ML_DSA_65", "ML_DSA_87"})
  void keyIdsOfOtherSchemes(Scheme scheme) throws IOException {
    SigningKey key = TestKeys.fixed("cy", scheme, 1);
    assertDocumented(
        "%-20s%s   %d bytes of SubjectPublicKeyInfo\n"
            .formatted(scheme.id(), key.publicKey().keyid(), key.publicKey().spki().length));
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
    assertSigned(PayloadTypes.PERMIT, permit.payload());
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
    assertSigned(PayloadTypes.SITES, sites.payload());
  }

  @Test
  void treeCheckpointProofAndAcks() throws IOException {
    List<Digest> proof = MerkleTree.consistency(2, 3, tree());
    assertThat(MerkleTree.consistent(2, root(2), 3, root(3), proof)).isTrue();
    assertDocumented(
        "root of 2   %s\nroot of 3   %s\nproof       %s\n"
            .formatted(
                root(2).hex(),
                root(3).hex(),
                proof.stream().map(Digest::hex).collect(Collectors.joining("\n            "))));
    assertDocumented(checkpoint());
    assertDocumented(
        new String(
            new Acks(new TreeMap<>(Map.of("north-1", new Acks.Ack(2, root(2))))).bytes(), UTF_8));
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
            Optional.of(checkpoint()),
            List.of(new Receipt.Consistency(2, MerkleTree.consistency(2, 3, tree()))),
            Optional.empty(),
            0,
            List.of());
    byte[] payload = receipt.payload();
    assertDocumented(new String(payload, UTF_8) + "\n");
    assertDocumented(
        new String(TestKeys.sign(PayloadTypes.IN_TOTO, payload, "gateway").bytes(), UTF_8));
  }

  private String checkpoint() {
    return new Checkpoint("site/north-1/audit", 3, root(3)).signed(gateway);
  }

  private static Digest root(long size) {
    return MerkleTree.root(size, tree());
  }

  private static MerkleTree.Subtrees tree() {
    return (level, index) -> {
      List<Digest> nodes = ENTRIES.stream().map(e -> MerkleTree.leaf(e.getBytes(UTF_8))).toList();
      int first = Math.toIntExact(index << level);
      return level == 0
          ? nodes.get(first)
          : MerkleTree.node(nodes.get(first), nodes.get(first + 1));
    };
  }

  private static void assertSigned(String type, byte[] payload) throws IOException {
    assertDocumented(new String(payload, UTF_8) + "\n");
    assertDocumented(new String(TestKeys.sign(type, payload, "ada", "ben").bytes(), UTF_8));
  }

  private static void assertDocumented(String vector) throws IOException {
    String document = Files.readString(DOCUMENT);
    if (WRITE && !document.contains(vector)) {
      document = document + "\n```text\n" + vector + "```\n";
      Files.writeString(DOCUMENT, document);
    }
    assertThat(document).contains(vector);
  }
}

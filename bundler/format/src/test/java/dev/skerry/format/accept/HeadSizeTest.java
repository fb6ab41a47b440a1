package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What signatures and root documents add to a bundle stays small, also against quantum forgers. */
class HeadSizeTest {
  private static final Scheme[] HYBRID = {Scheme.ED25519, Scheme.ML_DSA_87};

  @Test
  void threeEd25519SignersTakeLessThan20Kilobytes() {
    TestBundle bundle = TestBundle.sample(42);
    bundle.signers = List.of("alice", "bob", "carol");
    RootDocument next = TestRoots.root(2, 3, "alice", "bob", "carol");
    Envelope root = TestRoots.signed(next, "alice", "bob", "carol");
    int bytes = bundle.envelope().bytes().length + root.bytes().length;
    assertThat(bytes).isLessThan(20_000);
  }

  @Test
  void aHybridRootOfThreeOfFiveTakesLessThan256Kilobytes() {
    List<String> names = List.of("a", "b", "c", "d", "e");
    List<RootSigner> signers = names.stream().map(n -> TestKeys.signer(n, HYBRID)).toList();
    RootDocument root = TestRoots.root(1, 3, signers);
    List<SigningKey> keys =
        names.stream()
            .limit(3)
            .flatMap(n -> Stream.of(HYBRID).map(scheme -> TestKeys.key(n, scheme)))
            .toList();
    Envelope signed = TestKeys.sign(PayloadTypes.ROOT, root.payload(), keys);
    Envelope bundle =
        TestKeys.sign(PayloadTypes.IN_TOTO, TestBundle.sample(42).statement().payload(), keys);
    assertThat(signed.bytes().length + bundle.bytes().length).isLessThan(256_000);
    assertThat(Acceptance.judgeAnchor(signed.bytes(), "root").envelope().payload())
        .isEqualTo(root.payload());
  }
}

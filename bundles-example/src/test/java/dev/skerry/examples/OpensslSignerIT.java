package dev.skerry.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys that the real openssl made and that Skerry never sees sign a root and a bundle; and openssl
 * reads the keys that Skerry made.
 */
class OpensslSignerIT {
  private static final String PASSPHRASE = "pass word";
  private static final String PSS = "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 ";

  @TempDir private static Path work;
  private static Path stick = Path.of("");

  /**
   * A signer whose key openssl has.
   *
   * @param make what genpkey is told
   * @param sign what makes the bytes of a file into a signature: key, file, signature
   */
  private record Signer(String scheme, String make, String sign) {
    Path key() {
      return work.resolve(scheme + ".pem");
    }

    Path publicKey() {
      return work.resolve(scheme + ".pub.pem");
    }

    void generate() {
      openssl("genpkey -algorithm " + make + " -out " + key());
      openssl("pkey -in " + key() + " -pubout -out " + publicKey());
    }

    Path sign(Path message) {
      return sign(sign, message);
    }

    Path sign(String how, Path message) {
      Path signature = message.resolveSibling(scheme + ".sig");
      openssl(how.formatted(key(), message, signature));
      return signature;
    }

    @Override
    public String toString() {
      return scheme;
    }
  }

  private static final List<Signer> SIGNERS =
      List.of(
          new Signer("ed25519", "ed25519", "pkeyutl -sign -rawin -inkey %s -in %s -out %s"),
          new Signer(
              "ecdsa-p256-sha256",
              "EC -pkeyopt ec_paramgen_curve:P-256",
              "dgst -sha256 -sign %1$s -out %3$s %2$s"),
          new Signer(
              "rsa-pss-3072-sha256",
              "RSA -pkeyopt rsa_keygen_bits:3072",
              "dgst -sha256 " + PSS + "-sign %1$s -out %3$s %2$s"),
          new Signer("ml-dsa-65", "ML-DSA-65", "pkeyutl -sign -rawin -inkey %s -in %s -out %s"),
          new Signer("ml-dsa-87", "ML-DSA-87", "pkeyutl -sign -rawin -inkey %s -in %s -out %s"));

  /** Those whose scheme this openssl has: ML-DSA came with 3.5. */
  static List<Signer> signers() {
    boolean young = openssl("list -public-key-algorithms").contains("ML-DSA");
    return SIGNERS.stream().filter(s -> young || !s.scheme().startsWith("ml-dsa")).toList();
  }

  private static String openssl(String arguments) {
    return Run.ok(work, ("openssl " + arguments).split(" "));
  }

  /** A root that all of them have to sign, and a bundle too. */
  @BeforeAll
  static void release() throws IOException {
    Tools.need("openssl");
    signers().forEach(Signer::generate);
    Files.writeString(work.resolve("one.txt"), "one\n");
    Files.writeString(
        work.resolve("bundle.yaml"),
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: small
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        files: [one.txt]
        """);
    String all = String.valueOf(signers().size());
    List<String> init = new ArrayList<>(List.of("root", "init", "--product", "small"));
    init.addAll(List.of("--root-threshold", all, "--release-threshold", all, "--out", "root"));
    signers().forEach(s -> init.addAll(List.of("--signer", s.scheme() + "=" + s.publicKey())));
    skerry(init.toArray(String[]::new)).exits(0);
    signed("root/1.root.dsse.json", "root", "sign", "--yes");
    skerry("lock", "--content", "content").exits(0);
    build(1);
    stick = Files.createDirectory(work.resolve("stick"));
  }

  private static String build(long sequence) {
    String[] build = "build --root root --content content --out out --sequence".split(" ");
    skerry(append(build, String.valueOf(sequence))).exits(0);
    return "out/small-stable-" + sequence + ".statement";
  }

  private static Run skerry(String... arguments) {
    return Dist.skerry(work, arguments);
  }

  private static String[] append(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  /** Signs a document by all of them. */
  private static void signed(String document, String... command) throws IOException {
    Path pae = toSign(document, command);
    for (Signer signer : signers()) {
      add(document, signer, signer.sign(pae), command).exits(0);
    }
  }

  private static Path toSign(String document, String... command) throws IOException {
    Path pae = work.resolve(document + ".pae");
    Files.deleteIfExists(pae);
    skerry(append(command, document, "--pae", pae.toString())).exits(0);
    return pae;
  }

  private static Run add(String document, Signer signer, Path signature, String... command) {
    String[] given = {"--public-key", signer.publicKey().toString()};
    return skerry(
        append(append(command, document, "--add-signature", signature.toString()), given));
  }

  @Test
  void aBundleThatOnlyOpensslSignedIsGood() throws IOException {
    String statement = "out/small-stable-1.statement";
    signed(statement, "sign", "--yes");
    skerry("write", statement, "--to", stick.toString()).exits(0);
    String[] names = signers().stream().map(Signer::scheme).sorted().toArray(String[]::new);
    assertThat(skerry("verify", stick.toString(), "--root", "root/1.root.dsse.json").exits(0).out())
        .contains("signed by " + String.join(", ", names) + " (root 1)");
  }

  @ParameterizedTest
  @MethodSource("signers")
  void aSignatureOverOtherBytesIsRefused(Signer signer) throws IOException {
    String statement = build(2);
    Path pae = toSign(statement, "sign", "--yes");
    byte[] bytes = Files.readAllBytes(pae);
    bytes[bytes.length - 1] ^= 1;
    Files.write(pae, bytes);
    assertRefused(statement, signer, signer.sign(pae));
  }

  /** What a key can make of the right bytes, but no scheme of ours. */
  static Stream<List<String>> others() {
    return Stream.of(
        List.of("ecdsa-p256-sha256", "dgst -sha384 -sign %1$s -out %3$s %2$s"),
        List.of("rsa-pss-3072-sha256", "dgst -sha256 -sign %1$s -out %3$s %2$s"),
        List.of(
            "rsa-pss-3072-sha256",
            "dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20 "
                + "-sign %1$s -out %3$s %2$s"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void aSignatureOfTheSameKeyByAnotherSchemeIsRefused(List<String> other) throws IOException {
    String statement = build(2);
    Path pae = toSign(statement, "sign", "--yes");
    Signer signer =
        signers().stream()
            .filter(s -> s.scheme().equals(other.getFirst()))
            .findFirst()
            .orElseThrow();
    assertRefused(statement, signer, signer.sign(other.getLast(), pae));
  }

  private static void assertRefused(String statement, Signer signer, Path signature)
      throws IOException {
    byte[] before = Files.readAllBytes(work.resolve(statement));
    assertThat(add(statement, signer, signature, "sign", "--yes").exits(1).err())
        .contains("SKY-3606", signature.toString(), signer.scheme());
    assertThat(work.resolve(statement)).hasBinaryContent(before);
  }

  @ParameterizedTest
  @MethodSource("signers")
  void opensslReadsAKeyThatSkerryMadeWithItsPassphraseOnly(Signer signer) throws IOException {
    Path folder = Files.createTempDirectory(work, "keys");
    String[] made = {"--out", folder.toString(), "--scheme", signer.scheme()};
    Dist.skerry(
            work,
            Map.of("SKERRY_PASSPHRASE", PASSPHRASE),
            append("key generate --name carol".split(" "), made))
        .exits(0);
    Path key = folder.resolve("carol.key.pem");
    assertThat(key).content(UTF_8).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    List<String> read = List.of("openssl", "pkey", "-in", key.toString(), "-pubout", "-passin");
    assertThat(Run.in(work, append(read.toArray(String[]::new), "pass:" + PASSPHRASE)).out())
        .isEqualTo(Files.readString(folder.resolve("carol.pub.pem")));
    assertThat(Run.in(work, append(read.toArray(String[]::new), "pass:wrong")).exit()).isNotZero();
  }
}

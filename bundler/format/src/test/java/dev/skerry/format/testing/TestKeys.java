package dev.skerry.format.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Signers by name: the first time a name is asked for, its key is made. */
public final class TestKeys {
  private static final KeyFiles FILES = new KeyFiles(new SecureRandom());
  private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

  private TestKeys() {}

  /** The Ed25519 key of this name. */
  public static SigningKey key(String name) {
    return key(name, Scheme.ED25519);
  }

  /** The key of this name and scheme. */
  public static SigningKey key(String name, Scheme scheme) {
    return KEYS.computeIfAbsent(name + " " + scheme, any -> FILES.generate(scheme));
  }

  /** Gives a name an Ed25519 key that is the same in every run, made of this byte 32 times. */
  public static SigningKey fixed(String name, int seed) {
    return fixed(name, Scheme.ED25519, seed);
  }

  /** The same with a key of any scheme but RSA, whose keys are not made of a few bytes. */
  public static SigningKey fixed(String name, Scheme scheme, int seed) {
    String prefix =
        switch (scheme) {
          case ED25519 -> "302e020100300506032b657004220420";
          case ECDSA_P256_SHA256 ->
              "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
          case ML_DSA_65 -> "3034020100300b060960864801650304031204228020";
          case ML_DSA_87 -> "3034020100300b060960864801650304031304228020";
          default -> throw new IllegalArgumentException(scheme.id());
        };
    byte[] der = HexFormat.of().parseHex(prefix + "00".repeat(32));
    Arrays.fill(der, der.length - 32, der.length, (byte) seed);
    String pem = "-----BEGIN PRIVATE KEY-----%n%s%n-----END PRIVATE KEY-----%n";
    byte[] file = pem.formatted(Base64.getEncoder().encodeToString(der)).getBytes(US_ASCII);
    SigningKey key = FILES.readPem(file, Optional.empty(), name);
    KEYS.put(name + " " + scheme, key);
    return key;
  }

  /** A signer with one key per scheme; without any: Ed25519. */
  public static RootSigner signer(String name, Scheme... schemes) {
    List<Scheme> all = schemes.length == 0 ? List.of(Scheme.ED25519) : List.of(schemes);
    return new RootSigner(
        name,
        all.stream()
            .map(scheme -> rootKey(key(name, scheme).publicKey()))
            .sorted(Comparator.comparing(RootKey::keyid))
            .toList());
  }

  /** A key as root documents list it. */
  public static RootKey rootKey(PublicKey key) {
    return new RootKey(key.keyid(), key.scheme().id(), key.spki());
  }

  /** Signed with the Ed25519 keys of these names. */
  public static Envelope sign(String payloadType, byte[] payload, String... names) {
    return sign(payloadType, payload, Stream.of(names).map(TestKeys::key).toList());
  }

  /** Signed with these keys. */
  public static Envelope sign(String payloadType, byte[] payload, List<SigningKey> keys) {
    Envelope envelope = Envelope.unsigned(payloadType, payload);
    for (SigningKey key : keys) {
      envelope = key.sign(envelope);
    }
    return envelope;
  }
}

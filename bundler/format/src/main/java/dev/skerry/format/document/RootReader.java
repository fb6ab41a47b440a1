package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.RootDocument.Roles;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a root document to the letter of format section 5. */
final class RootReader {
  private static final Pattern KEYID = Pattern.compile("[0-9a-f]{64}");

  private RootReader() {}

  static RootDocument read(byte[] payload) {
    Fields f =
        Fields.of(
                JsonReader.strict(payload, "root document"),
                "root document",
                FormatError.ROOT_SPELLING)
            .inOrder(
                "type", "product", "version", "epoch", "issued", "expires", "signers", "roles",
                "revoked", "chains");
    Reading.exactly(f, "type", PayloadTypes.ROOT_TYPE);
    Instant issued = Reading.time(f, "issued");
    Instant expires = Reading.time(f, "expires");
    if (!expires.isAfter(issued)) {
      throw f.refuse("expires", "is %s, not after issued %s".formatted(expires, issued));
    }
    List<RootSigner> signers = signers(f);
    return new RootDocument(
        Reading.matching(f, "product", Names::isId),
        Reading.atLeast(f, "version", 1),
        Reading.atLeast(f, "epoch", 1),
        issued,
        expires,
        signers,
        roles(f.object("roles"), signers),
        f.optionalObject("revoked").map(RootReader::revoked).orElse(Revoked.NOTHING),
        chains(f));
  }

  private static List<RootSigner> signers(Fields f) {
    List<RootSigner> signers = f.objects("signers", RootReader::signer);
    Reading.ascending(f, "signers", signers.stream().map(RootSigner::name).toList());
    Set<String> keyids = new HashSet<>();
    for (RootSigner signer : signers) {
      for (RootKey key : signer.keys()) {
        if (!keyids.add(key.keyid())) {
          throw f.refuse("signers", "list the key " + key.keyid() + " twice");
        }
      }
    }
    return signers;
  }

  private static RootSigner signer(Fields f) {
    f.inOrder("name", "keys");
    List<RootKey> keys = f.objects("keys", RootReader::key);
    if (keys.isEmpty()) {
      throw f.refuse("keys", "is empty: a signer needs a key");
    }
    Reading.ascending(f, "keys", keys.stream().map(RootKey::keyid).toList());
    return new RootSigner(Reading.matching(f, "name", Names::isSigner), keys);
  }

  private static RootKey key(Fields f) {
    f.inOrder("keyid", "scheme", "spki");
    byte[] spki = Reading.base64(f, "spki", f.text("spki"));
    String keyid = f.text("keyid");
    String real = Digest.of(spki).hex();
    if (!keyid.equals(real)) {
      throw f.refuse("keyid", "is %s, but the SHA-256 of its spki is %s".formatted(keyid, real));
    }
    return new RootKey(keyid, f.text("scheme"), spki);
  }

  private static Roles roles(Fields f, List<RootSigner> signers) {
    f.inOrder("root", "release", "deploy");
    Set<String> names = new HashSet<>(signers.stream().map(RootSigner::name).toList());
    return new Roles(role(f, "root", names), role(f, "release", names), role(f, "deploy", names));
  }

  private static Role role(Fields roles, String name, Set<String> known) {
    Fields f = roles.object(name).inOrder("threshold", "signers");
    List<String> signers = f.texts("signers");
    Reading.ascending(f, "signers", signers);
    for (String signer : signers) {
      if (!known.contains(signer)) {
        throw f.refuse("signers", "names " + signer + ", who is not among the signers");
      }
    }
    long threshold = Reading.atLeast(f, "threshold", 1);
    if (threshold > signers.size()) {
      throw f.refuse(
          "threshold", "is %d, but the role has %d signers".formatted(threshold, signers.size()));
    }
    return new Role(threshold, signers);
  }

  private static Revoked revoked(Fields f) {
    f.inOrder("keys", "bundles", "content");
    List<String> keys = f.texts("keys");
    Reading.ascending(f, "keys", keys);
    for (String key : keys) {
      if (!KEYID.matcher(key).matches()) {
        throw f.refuse("keys", "holds \"" + key + "\", which is no key id");
      }
    }
    return new Revoked(keys, Reading.digests(f, "bundles"), Reading.digests(f, "content"));
  }

  private static List<Chain> chains(Fields f) {
    List<Chain> chains =
        f.objects(
            "chains",
            c -> {
              c.inOrder("keyid", "certificates");
              List<byte[]> certificates =
                  c.texts("certificates").stream()
                      .map(text -> Reading.base64(c, "certificates", text))
                      .toList();
              return new Chain(
                  Reading.matching(c, "keyid", k -> KEYID.matcher(k).matches()), certificates);
            });
    Reading.ascending(f, "chains", chains.stream().map(Chain::keyid).toList());
    return chains;
  }
}

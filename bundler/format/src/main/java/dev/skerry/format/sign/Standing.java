package dev.skerry.format.sign;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Signature;
import java.util.List;
import java.util.Optional;

/**
 * How far one signer is with an envelope: a signer counts when every key listed for it has a valid
 * signature and none is revoked.
 *
 * @param signer the signer, with all its keys
 * @param missing keys of it that have no valid signature here
 * @param revoked keys of it that the root document revokes
 */
public record Standing(RootSigner signer, List<RootKey> missing, List<RootKey> revoked) {
  /** Copies the lists. */
  public Standing {
    missing = List.copyOf(missing);
    revoked = List.copyOf(revoked);
  }

  /** Of each signer of a role, in the role's order. */
  public static List<Standing> of(RootDocument root, RoleName role, Envelope envelope) {
    byte[] pae = envelope.pae();
    return root.roles().of(role).signers().stream()
        .flatMap(name -> root.signer(name).stream())
        .map(signer -> of(root, signer, envelope, pae))
        .toList();
  }

  private static Standing of(RootDocument root, RootSigner signer, Envelope envelope, byte[] pae) {
    List<RootKey> missing =
        signer.keys().stream().filter(key -> !signed(key, envelope, pae)).toList();
    List<RootKey> revoked =
        signer.keys().stream().filter(key -> root.revoked().keys().contains(key.keyid())).toList();
    return new Standing(signer, missing, revoked);
  }

  /** Whether it counts. */
  public boolean counts() {
    return missing.isEmpty() && revoked.isEmpty();
  }

  /** Whether a signature stands in its name that does not verify: damage, or forgery. */
  boolean claimed(Envelope envelope) {
    return envelope.signatures().stream()
        .anyMatch(s -> missing.stream().anyMatch(key -> key.keyid().equals(s.keyid())));
  }

  private static boolean signed(RootKey key, Envelope envelope, byte[] pae) {
    return envelope.signatures().stream()
        .filter(s -> s.keyid().equals(key.keyid()))
        .anyMatch(s -> verifies(key, pae, s));
  }

  /** Whether a signature is one by this key; never by a key of a scheme that is not known. */
  public static boolean verifies(RootKey key, byte[] pae, Signature signature) {
    Optional<Scheme> scheme = Scheme.of(key.scheme());
    return scheme.isPresent()
        && PublicKey.isKeyOf(scheme.get(), key.spki())
        && PublicKey.of(scheme.get(), key.spki()).verifies(pae, signature.sig());
  }
}

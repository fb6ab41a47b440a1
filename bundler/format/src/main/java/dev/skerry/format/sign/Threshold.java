package dev.skerry.format.sign;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Signature;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which signers of a role an envelope has. Distinct signers are counted, never keys: a signer
 * counts when every key listed for it has a valid signature and none is revoked.
 *
 * @param role the role judged
 * @param needed its threshold
 * @param signers names of the signers that count, ascending
 */
public record Threshold(RoleName role, long needed, SortedSet<String> signers) {
  /** Copies the names. */
  public Threshold {
    signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
  }

  /** Counts the signers of a role. */
  public static Threshold of(RootDocument root, RoleName name, Envelope envelope) {
    RootDocument.Role role = root.roles().of(name);
    byte[] pae = envelope.pae();
    SortedSet<String> counted = new TreeSet<>();
    for (String signer : role.signers()) {
      if (root.signer(signer).filter(s -> counts(root, s, envelope, pae)).isPresent()) {
        counted.add(signer);
      }
    }
    return new Threshold(name, role.threshold(), counted);
  }

  /** Whether enough signers count. */
  public boolean met() {
    return signers.size() >= needed;
  }

  private static boolean counts(
      RootDocument root, RootSigner signer, Envelope envelope, byte[] pae) {
    return signer.keys().stream()
        .allMatch(key ->
            !root.revoked().keys().contains(key.keyid())
                && envelope.signatures().stream()
                    .filter(s -> s.keyid().equals(key.keyid()))
                    .anyMatch(s -> verifies(key, pae, s)));
  }

  private static boolean verifies(RootKey key, byte[] pae, Signature signature) {
    Optional<Scheme> scheme = Scheme.of(key.scheme());
    return scheme.isPresent()
        && PublicKey.isKeyOf(scheme.get(), key.spki())
        && PublicKey.of(scheme.get(), key.spki()).verifies(pae, signature.sig());
  }
}

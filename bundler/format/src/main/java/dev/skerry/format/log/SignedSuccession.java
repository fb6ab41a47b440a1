package dev.skerry.format.log;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Succession;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import java.util.Optional;

/**
 * A succession that both of its keys have signed. It proves what the key before said and that the
 * one after exists; not that whoever held the key before was the gateway.
 *
 * @param before the key that was replaced
 * @param after the key that took its place
 */
public record SignedSuccession(Succession succession, PublicKey before, PublicKey after) {

  /** The succession of an envelope, when it is one of this site that both keys signed. */
  public static Optional<SignedSuccession> of(Envelope envelope, String site) {
    try {
      return judged(envelope, Succession.of(envelope))
          .filter(s -> s.succession().site().equals(site));
    } catch (SkerryException e) {
      return Optional.empty();
    }
  }

  private static Optional<SignedSuccession> judged(Envelope envelope, Succession said) {
    Optional<PublicKey> before = key(said.before());
    Optional<PublicKey> after = key(said.after());
    if (before.isEmpty() || after.isEmpty() || said.before().keyid().equals(said.after().keyid())) {
      return Optional.empty();
    }
    SignedSuccession signed = new SignedSuccession(said, before.get(), after.get());
    boolean both = signed.by(envelope, before.get()) && signed.by(envelope, after.get());
    return both ? Optional.of(signed) : Optional.empty();
  }

  private boolean by(Envelope envelope, PublicKey key) {
    String log = Checkpoint.origin(succession.site());
    return signed(envelope, key)
        && Checkpoint.verified(succession.checkpoint(), key)
            .filter(checkpoint -> checkpoint.origin().equals(log))
            .isPresent();
  }

  /** Whether this key signed an envelope. */
  public static boolean signed(Envelope envelope, PublicKey key) {
    byte[] pae = envelope.pae();
    return envelope.signatures().stream()
        .filter(signature -> signature.keyid().equals(key.keyid()))
        .anyMatch(signature -> key.verifies(pae, signature.sig()));
  }

  /** A key that a document names; empty when its scheme is unknown here, or it does not fit it. */
  public static Optional<PublicKey> key(SiteKey named) {
    return Scheme.of(named.scheme())
        .filter(scheme -> PublicKey.isKeyOf(scheme, named.spki()))
        .map(scheme -> PublicKey.of(scheme, named.spki()));
  }
}

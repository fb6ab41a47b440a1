package dev.skerry.format.sign;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Signature;

/** A private key, wherever it is held. */
public interface SigningKey {
  /** Its public half. */
  PublicKey publicKey();

  /** A signature over the message. */
  byte[] sign(byte[] message);

  /** The envelope with a signature by this key; an earlier one of this key is replaced. */
  default Envelope sign(Envelope envelope) {
    return envelope.with(new Signature(publicKey().keyid(), sign(envelope.pae())));
  }
}

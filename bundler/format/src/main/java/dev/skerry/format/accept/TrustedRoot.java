package dev.skerry.format.accept;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;

/** A root document that the site has saved. */
public record TrustedRoot(Envelope envelope, RootDocument document) {
  /** Reads a saved envelope. */
  public static TrustedRoot parse(byte[] envelope, String item) {
    Envelope read = Envelope.parse(envelope, item);
    return new TrustedRoot(read, RootDocument.of(read));
  }
}

package dev.skerry.format.certificate;

import dev.skerry.format.document.Times;
import java.time.Instant;
import java.util.Locale;

/**
 * What the certificate of a signer's key was worth when a bundle was issued.
 *
 * @param signer the signer's name
 * @param keyid of the key that the chain is pinned for
 * @param subject of the leaf, RFC 2253; empty where no certificate can be read
 * @param issuer of the leaf
 * @param serial of the leaf, hex
 * @param ends when the leaf ends
 * @param state of the whole chain
 * @param revocation the worst of what is known of each certificate but the last
 * @param reason in words why it is not sound; empty when it is
 */
public record KeyCertificate(
    String signer,
    String keyid,
    String subject,
    String issuer,
    String serial,
    Instant ends,
    State state,
    Revocation revocation,
    String reason) {

  /** Of a chain, as of the issue of a bundle. */
  public enum State {
    VALID,
    NOT_YET_VALID,
    EXPIRED,
    /** It does not belong to the key, does not hang together, or cannot be read. */
    BROKEN;

    /** As policies and reports spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What the bundle's revocation lists say, from best to worst. */
  public enum Revocation {
    GOOD,
    /** There is a list, but it had ended when the bundle was issued. */
    STALE,
    /** No list of the issuer is in the bundle. */
    UNKNOWN,
    REVOKED;

    /** As policies and reports spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whose it is and what it was worth, for people. */
  public String line() {
    return CertificateJson.line(
        signer, subject, issuer, state.word(), Times.text(ends), revocation.word());
  }

  /** Whether nothing speaks against it; that nothing is known of revocation does not. */
  public boolean sound() {
    return reason.isEmpty();
  }
}

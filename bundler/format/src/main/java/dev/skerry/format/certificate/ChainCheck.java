package dev.skerry.format.certificate;

import dev.skerry.format.certificate.KeyCertificate.Revocation;
import dev.skerry.format.certificate.KeyCertificate.State;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.Times;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Judges one pinned chain as RFC 5280 section 6 does, as of a time in the past. There is no path to
 * be built: the order is the root document's, and its last certificate is the anchor.
 */
final class ChainCheck {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CONTENT_COMMITMENT = 1;

  private final List<X509Certificate> chain;
  private final Instant issued;
  private final RevocationLists lists;

  private ChainCheck(List<X509Certificate> chain, Instant issued, RevocationLists lists) {
    this.chain = chain;
    this.issued = issued;
    this.lists = lists;
  }

  static KeyCertificate of(
      String signer, RootKey key, List<byte[]> ders, Instant issued, RevocationLists lists) {
    try {
      return new ChainCheck(parse(ders), issued, lists).judge(signer, key);
    } catch (CertificateException | RuntimeException e) {
      return new KeyCertificate(
          signer,
          key.keyid(),
          "",
          "",
          "",
          Instant.EPOCH,
          State.BROKEN,
          Revocation.UNKNOWN,
          "holds a certificate that cannot be read");
    }
  }

  private static List<X509Certificate> parse(List<byte[]> ders) throws CertificateException {
    if (ders.isEmpty() || ders.size() > Certificates.MOST) {
      throw new CertificateException("no chain of usual length");
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] der : ders) {
      chain.add(Certificates.parse(der));
    }
    return chain;
  }

  private KeyCertificate judge(String signer, RootKey key) {
    Found found = state(key);
    Revocation revocation = found.state() == State.BROKEN ? Revocation.UNKNOWN : revocation();
    String reason =
        found.reason().isEmpty() && revocation == Revocation.REVOKED
            ? "was revoked when the bundle was issued, or its key was stolen"
            : found.reason();
    X509Certificate leaf = chain.getFirst();
    return new KeyCertificate(
        signer,
        key.keyid(),
        Certificates.oneLine(leaf.getSubjectX500Principal().getName()),
        Certificates.oneLine(leaf.getIssuerX500Principal().getName()),
        leaf.getSerialNumber().toString(16),
        leaf.getNotAfter().toInstant(),
        found.state(),
        revocation,
        reason);
  }

  private record Found(State state, String reason) {}

  private Found state(RootKey key) {
    X509Certificate leaf = chain.getFirst();
    if (!Arrays.equals(leaf.getPublicKey().getEncoded(), key.spki())) {
      return new Found(State.BROKEN, "is of another key");
    }
    boolean[] usage = leaf.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[CONTENT_COMMITMENT]) {
      return new Found(State.BROKEN, "is not for signatures");
    }
    for (X509Certificate certificate : chain) {
      String name = Certificates.oneLine(certificate.getSubjectX500Principal().getName());
      Instant from = certificate.getNotBefore().toInstant();
      Instant until = certificate.getNotAfter().toInstant();
      if (issued.isBefore(from)) {
        return new Found(
            State.NOT_YET_VALID, "begins (%s) %s, later".formatted(name, Times.text(from)));
      }
      if (issued.isAfter(until)) {
        return new Found(State.EXPIRED, "ended (%s) %s, before".formatted(name, Times.text(until)));
      }
    }
    return path();
  }

  private Found path() {
    List<X509Certificate> path = chain.subList(0, chain.size() - 1);
    if (path.stream().anyMatch(c -> Certificates.forgeable(c.getSigAlgName()))) {
      return new Found(State.BROKEN, "is signed with a hash that can be forged");
    }
    if (path.isEmpty()) {
      X509Certificate alone = chain.getFirst();
      return alone.getIssuerX500Principal().equals(alone.getSubjectX500Principal())
          ? new Found(State.VALID, "")
          : new Found(State.BROKEN, "names an issuer whose certificate is not pinned with it");
    }
    try {
      TrustAnchor anchor = new TrustAnchor(chain.getLast(), null);
      PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
      // The JDK's own check of revocation may fetch lists; ours reads the bundle's alone.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(issued));
      CertPathValidator.getInstance("PKIX")
          .validate(Certificates.factory().generateCertPath(path), parameters);
      return new Found(State.VALID, "");
    } catch (GeneralSecurityException | RuntimeException e) {
      return new Found(
          State.BROKEN, "does not hang together: " + Certificates.oneLine(e.getMessage() + ""));
    }
  }

  private Revocation revocation() {
    if (chain.size() == 1) {
      return Revocation.UNKNOWN;
    }
    Revocation worst = Revocation.GOOD;
    for (int i = 0; i + 1 < chain.size(); i++) {
      Revocation one = lists.of(chain.get(i), chain.get(i + 1), issued);
      worst = one.compareTo(worst) > 0 ? one : worst;
    }
    return worst;
  }
}

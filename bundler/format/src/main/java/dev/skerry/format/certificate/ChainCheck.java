package dev.skerry.format.certificate;

import dev.skerry.format.certificate.KeyCertificate.Revocation;
import dev.skerry.format.certificate.KeyCertificate.State;
import dev.skerry.format.certificate.RevocationLists.Known;
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
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Judges one pinned chain as RFC 5280 section 6 does, as of a time in the past. There is no path to
 * be built: the order is the root document's, and its last certificate is the anchor.
 */
final class ChainCheck {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CONTENT_COMMITMENT = 1;
  private static final int KEY_CERT_SIGN = 5;
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

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
    Known known = found.state() == State.BROKEN ? Known.UNKNOWN : revocation();
    String reason = found.reason().isEmpty() ? known.why() : found.reason();
    X509Certificate leaf = chain.getFirst();
    return new KeyCertificate(
        signer,
        key.keyid(),
        subject(leaf),
        Certificates.oneLine(leaf.getIssuerX500Principal().getName()),
        leaf.getSerialNumber().toString(16),
        leaf.getNotAfter().toInstant(),
        found.state(),
        known.revocation(),
        reason);
  }

  private static String subject(X509Certificate certificate) {
    return Certificates.oneLine(certificate.getSubjectX500Principal().getName());
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
      String name = subject(certificate);
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
    X509Certificate last = chain.getLast();
    List<X509Certificate> below = chain.subList(0, chain.size() - 1);
    if (below.stream().anyMatch(Certificates::forgeable)) {
      return new Found(State.BROKEN, "is signed with a hash that can be forged");
    }
    if (below.isEmpty()) {
      return selfIssued(last)
          ? new Found(State.VALID, "")
          : new Found(State.BROKEN, "names an issuer whose certificate is not pinned with it");
    }
    boolean root = selfSigned(last);
    Optional<String> against = root ? Optional.empty() : againstAnchor(last);
    if (against.isPresent()) {
      return new Found(
          State.BROKEN, "does not hang together: " + subject(last) + " " + against.get());
    }
    try {
      // What the validator takes for the anchor it does not look into; a root's certificate is
      // signed by itself, and so can be a part of the path, too.
      TrustAnchor anchor =
          root
              ? new TrustAnchor(last.getSubjectX500Principal(), last.getPublicKey(), null)
              : new TrustAnchor(last, null);
      PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
      // The JDK's own check of revocation may fetch lists; ours reads the bundle's alone.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(issued));
      CertPathValidator.getInstance("PKIX")
          .validate(Certificates.factory().generateCertPath(root ? chain : below), parameters);
      return new Found(State.VALID, "");
    } catch (GeneralSecurityException | RuntimeException e) {
      return new Found(
          State.BROKEN, "does not hang together: " + Certificates.oneLine(e.getMessage() + ""));
    }
  }

  private static boolean selfIssued(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private static boolean selfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return selfIssued(certificate);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** What an authority below another one says that it may not do, or may not be judged here. */
  private Optional<String> againstAnchor(X509Certificate last) {
    long between = chain.subList(1, chain.size() - 1).stream().filter(c -> !selfIssued(c)).count();
    boolean[] usage = last.getKeyUsage();
    if (last.getBasicConstraints() < 0) {
      return Optional.of("is of no authority");
    }
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      return Optional.of("is not for signing certificates");
    }
    if (between > last.getBasicConstraints()) {
      return Optional.of("allows fewer authorities below it");
    }
    return last.getExtensionValue(NAME_CONSTRAINTS) == null
        ? Optional.empty()
        : Optional.of("limits names: pin the certificates above it, too");
  }

  /** The worst of all but the last, which nobody can revoke here. */
  private Known revocation() {
    return IntStream.range(0, chain.size() - 1)
        .mapToObj(this::revocation)
        .max(Comparator.comparing(Known::revocation))
        .orElse(Known.UNKNOWN);
  }

  private Known revocation(int i) {
    Known known = lists.of(chain.get(i), chain.get(i + 1), issued);
    return known.why().isEmpty()
        ? known
        : new Known(
            known.revocation(),
            "was revoked (%s) %s".formatted(subject(chain.get(i)), known.why()));
  }
}

package dev.skerry.format.certificate;

import dev.skerry.format.certificate.KeyCertificate.Revocation;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Pem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code head/CRLS}: certificate revocation lists (RFC 5280 section 5) as PEM, ascending by their
 * DER, each once. Only complete lists of an issuer itself count; nothing is ever fetched.
 */
public final class RevocationLists {
  /** Its name below {@code head/}. */
  public static final String NAME = "CRLS";

  /** None. */
  public static final RevocationLists NONE = new RevocationLists(List.of());

  static final String LABEL = "X509 CRL";

  /** Bytes of all of them. */
  public static final int FILE = 4 * 1024 * 1024;

  private static final int MOST = 64;
  private static final int CRL_SIGN = 6;

  /** Delta CRL indicator, issuing distribution point. */
  private static final List<String> PARTIAL = List.of("2.5.29.27", "2.5.29.28");

  private static final String CERTIFICATE_ISSUER = "2.5.29.29";

  /** Of a key that was stolen nobody knows since when: what it signed earlier does not count. */
  private static final Set<CRLReason> EVER =
      Set.of(CRLReason.KEY_COMPROMISE, CRLReason.CA_COMPROMISE, CRLReason.AA_COMPROMISE);

  private final List<X509CRL> lists;

  private RevocationLists(List<X509CRL> lists) {
    this.lists = List.copyOf(lists);
  }

  /**
   * Reads {@code head/CRLS} to the letter.
   *
   * @throws SkerryException {@link FormatError#CRLS_SPELLING}
   */
  public static RevocationLists parse(byte[] body) {
    String item = "head/" + NAME;
    try {
      RevocationLists read = of(body, item);
      if (Arrays.equals(read.bytes(), body)) {
        return read;
      }
    } catch (SkerryException e) {
      throw new SkerryException(FormatError.CRLS_SPELLING, item, e.problem().reason(), e);
    }
    throw new SkerryException(FormatError.CRLS_SPELLING, item, "is not spelled as the format says");
  }

  /**
   * Reads a file of lists, PEM or one in DER.
   *
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link FormatError#CERTIFICATE_FILE}
   */
  public static RevocationLists of(byte[] file, String item) {
    if (file.length > FILE) {
      throw refuse(item, "has %d bytes, more than %d".formatted(file.length, FILE));
    }
    if (!Pem.isPem(file)) {
      return sorted(List.of(list(file, item)), item);
    }
    return sorted(
        Pem.all(file, LABEL, item, FormatError.CERTIFICATE_FILE).stream()
            .map(der -> list(der, item))
            .toList(),
        item);
  }

  /**
   * All that are in these.
   *
   * @param item what they are, for messages
   * @throws SkerryException {@link FormatError#CERTIFICATE_FILE} when they are too many
   */
  public static RevocationLists of(Collection<RevocationLists> parts, String item) {
    return sorted(parts.stream().flatMap(part -> part.lists.stream()).toList(), item);
  }

  private static RevocationLists sorted(List<X509CRL> lists, String item) {
    SortedMap<byte[], X509CRL> ascending = new TreeMap<>(Arrays::compareUnsigned);
    lists.forEach(list -> ascending.put(der(list), list));
    RevocationLists read = new RevocationLists(List.copyOf(ascending.values()));
    if (ascending.isEmpty() || ascending.size() > MOST) {
      throw refuse(
          item, "holds %d revocation lists, not 1 to %d".formatted(ascending.size(), MOST));
    }
    if (read.bytes().length > FILE) {
      throw refuse(item, "holds more than %d bytes of revocation lists".formatted(FILE));
    }
    return read;
  }

  private static X509CRL list(byte[] der, String item) {
    try {
      var read = Certificates.factory().generateCRL(new ByteArrayInputStream(der));
      if (read instanceof X509CRL list && Arrays.equals(list.getEncoded(), der)) {
        return list;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refuse(item, "holds a revocation list that cannot be read");
    }
    throw refuse(item, "holds something else than a revocation list");
  }

  /** In the format's spelling. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lists.forEach(list -> all.writeBytes(new Pem(LABEL, der(list)).bytes()));
    return all.toByteArray();
  }

  /** The names of the issuers of those that had ended by then. */
  public List<String> ended(Instant by) {
    return lists.stream()
        .filter(list -> list.getNextUpdate() == null || by.isAfter(ends(list)))
        .map(list -> Certificates.oneLine(list.getIssuerX500Principal().getName()))
        .toList();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return lists.isEmpty();
  }

  /**
   * What is known of a certificate.
   *
   * @param why when it was revoked, and whether its key was stolen; empty where it was not
   */
  record Known(Revocation revocation, String why) {
    static final Known UNKNOWN = new Known(Revocation.UNKNOWN, "");
  }

  /** What the newest lists of an issuer say of a certificate as of a time. */
  Known of(X509Certificate certificate, X509Certificate issuer, Instant at) {
    List<X509CRL> counting =
        lists.stream()
            .filter(list -> !made(list).isAfter(at))
            .filter(list -> counts(list, issuer))
            .toList();
    Instant newest =
        counting.stream()
            .map(RevocationLists::made)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return counting.stream()
        .filter(list -> made(list).equals(newest))
        .map(list -> of(certificate, list, at))
        .max(Comparator.comparing(Known::revocation))
        .orElse(Known.UNKNOWN);
  }

  private static Known of(X509Certificate certificate, X509CRL list, Instant at) {
    X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
    if (entry != null) {
      Instant when = entry.getRevocationDate().toInstant();
      CRLReason reason = entry.getRevocationReason();
      boolean stolen = reason != null && EVER.contains(reason);
      if (stolen || !when.isAfter(at)) {
        String more = stolen ? ", for its key was stolen" : "";
        return new Known(Revocation.REVOKED, Times.text(when) + more);
      }
    }
    return new Known(at.isAfter(ends(list)) ? Revocation.STALE : Revocation.GOOD, "");
  }

  /** Signed by the issuer itself, complete, and with an end. */
  private static boolean counts(X509CRL list, X509Certificate issuer) {
    boolean[] usage = issuer.getKeyUsage();
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || usage != null && !usage[CRL_SIGN]
        || list.getNextUpdate() == null
        || Certificates.forgeable(list)
        || isPartial(list)) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Delta, indirect and partitioned lists say so in extensions that have to be critical; those of
   * an authority that forgot it are no more complete for that.
   */
  private static boolean isPartial(X509CRL list) {
    Set<String> critical = list.getCriticalExtensionOIDs();
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    return critical != null && !critical.isEmpty()
        || PARTIAL.stream().anyMatch(oid -> list.getExtensionValue(oid) != null)
        || entries != null && entries.stream().anyMatch(RevocationLists::isForeign);
  }

  private static boolean isForeign(X509CRLEntry entry) {
    Set<String> critical = entry.getCriticalExtensionOIDs();
    return critical != null && !critical.isEmpty()
        || entry.getExtensionValue(CERTIFICATE_ISSUER) != null;
  }

  private static Instant made(X509CRL list) {
    return list.getThisUpdate().toInstant();
  }

  private static Instant ends(X509CRL list) {
    return list.getNextUpdate().toInstant();
  }

  private static byte[] der(X509CRL list) {
    try {
      return list.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a list that was read", e);
    }
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(FormatError.CERTIFICATE_FILE, item, reason);
  }
}

package dev.skerry.format.certificate;

import dev.skerry.format.document.Times;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonText;

/** A signer's certificate as reports write it. */
public final class CertificateJson {
  private CertificateJson() {}

  /** Writes its members. */
  public static void write(JsonText json, KeyCertificate certificate) {
    json.put("signer", certificate.signer())
        .put("keyid", certificate.keyid())
        .put("subject", certificate.subject())
        .put("issuer", certificate.issuer())
        .put("serial", certificate.serial())
        .put("ends", Times.text(certificate.ends()))
        .put("state", certificate.state().word())
        .put("revocation", certificate.revocation().word());
  }

  /** What {@link KeyCertificate#line} says, of what was written. */
  public static String line(Fields json) {
    return line(
        json.text("signer"),
        json.text("subject"),
        json.text("issuer"),
        json.text("state"),
        json.text("ends"),
        json.text("revocation"));
  }

  static String line(
      String signer, String subject, String issuer, String state, String ends, String revocation) {
    return "%s: certificate %s of %s, %s, ends %s, revocation %s"
        .formatted(signer, subject, issuer, state, ends, revocation);
  }
}

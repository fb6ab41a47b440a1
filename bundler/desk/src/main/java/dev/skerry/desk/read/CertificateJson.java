package dev.skerry.desk.read;

import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.document.Times;
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
}

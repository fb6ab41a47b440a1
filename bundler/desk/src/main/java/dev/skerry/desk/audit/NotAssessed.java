package dev.skerry.desk.audit;

import java.util.List;
import java.util.stream.Stream;

/** What auditors ask for that neither bundles nor receipts are evidence of, with the reason. */
enum NotAssessed {
  STORED("mp-4", "How media are locked away between two journeys is not on them."),
  TRANSPORTED(
      "mp-5", "Who brought which medium stands in the gateway's log: skerryd log, import.begun."),
  USED(
      "mp-7", "The serial numbers of media stand in the gateway's log: skerryd log, import.begun."),
  AT_REST(
      "sc-28.1", "Media are signed and not encrypted; how private keys are kept is not on them."),
  IEC_62443(
      "IEC 62443-4-2",
      "No catalog of it is at hand. What is seen for CR 3.4: si-7, si-7.1, si-7.7; for CR 3.9:"
          + " au-9, au-9.2, au-9.3; for EDR, HDR and NDR 3.10: si-7.15, cm-14."),
  CRA(
      "EU 2024/2847",
      "No catalog of it is at hand. Which sites hold what is in si-2 and cp-10; reports to"
          + " authorities are not on media."),
  FIRMWARE(
      "NIST SP 800-193",
      "No catalog of it is at hand. What is seen of protection: si-7.15; of detection: si-7; of"
          + " recovery: cp-10. Firmware itself is not looked at."),
  CNSA(
      "CNSA 2.0",
      "No catalog of it is at hand. The schemes in use are in sc-13: it asks for ML-DSA-87, and for"
          + " SHA-384 or SHA-512, but digests here are SHA-256.");

  private final String id;
  private final String reason;

  NotAssessed(String id, String reason) {
    this.id = id;
    this.reason = reason;
  }

  /** Those of NIST SP 800-53, as OSCAL's catalogs spell them. */
  static List<NotAssessed> controls() {
    return Stream.of(values()).filter(one -> one.compareTo(IEC_62443) < 0).toList();
  }

  /** A control, or a whole standard. */
  String id() {
    return id;
  }

  String reason() {
    return reason;
  }
}

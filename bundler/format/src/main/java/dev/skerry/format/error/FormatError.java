package dev.skerry.format.error;

/** Failures of spelling and of the medium: what is read is not what format v1 describes. */
public enum FormatError implements ErrorCode {
  JSON_SPELLING(
      1001,
      Side.STICK,
      ExitCode.NOT_TRUSTED,
      "Bring another copy of the bundle. If it says the same, call the release desk with this"
          + " number."),
  DIGEST_SPELLING(1002, Side.DESK, ExitCode.FAILED, "Write sha256: and 64 lower-case hex digits."),
  REFERENCE_SPELLING(1003, Side.DESK, ExitCode.FAILED, "Write the reference in full."),
  PLATFORM_SPELLING(1004, Side.DESK, ExitCode.FAILED, "Write os/architecture[/variant]."),
  ENVELOPE_SPELLING(
      1010,
      Side.STICK,
      ExitCode.NOT_TRUSTED,
      "Copy the file again from where it was signed; if it stays so, ask the release desk."),
  STATEMENT_SPELLING(
      1011,
      Side.STICK,
      ExitCode.NOT_TRUSTED,
      "Ask the release desk for a bundle that this version can read."),
  ROOT_SPELLING(
      1012,
      Side.STICK,
      ExitCode.NOT_TRUSTED,
      "Ask the release desk for the root documents of this product."),
  SITES_SPELLING(
      1013, Side.DESK, ExitCode.NOT_TRUSTED, "Take the sites file from the ledger's history."),
  PERMIT_SPELLING(
      1014, Side.STICK, ExitCode.NOT_TRUSTED, "Ask the release desk for the permit again."),
  RECEIPT_SPELLING(1015, Side.STICK, ExitCode.NOT_TRUSTED, "Ask the site for the receipt again."),
  KEY_FILE(
      1016,
      Side.DESK,
      ExitCode.USAGE,
      "Name a PEM file that skerry key generate or openssl wrote."),
  PASSPHRASE(1017, Side.DESK, ExitCode.USAGE, "Type the passphrase again."),
  PAYLOAD_TYPE(
      1018, Side.STICK, ExitCode.NOT_TRUSTED, "Name the right file, or ask the release desk."),
  ACKS_SPELLING(
      1019, Side.DESK, ExitCode.NOT_TRUSTED, "Tell the release desk: build wrote a wrong list."),
  CRLS_SPELLING(
      1020, Side.DESK, ExitCode.NOT_TRUSTED, "Tell the release desk: build wrote a wrong list."),
  CERTIFICATE_FILE(
      1021,
      Side.DESK,
      ExitCode.USAGE,
      "Name PEM certificates, leaf first, or revocation lists as PEM or DER.");

  private final Spec spec;

  FormatError(int number, Side side, ExitCode exit, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}

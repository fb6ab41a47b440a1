package dev.skerry.format.document;

/**
 * A permit and what signed it.
 *
 * @param file where it was found, for messages
 */
public record SignedPermit(String file, Envelope envelope, Permit permit) {
  /**
   * Reads an envelope strictly.
   *
   * @throws dev.skerry.format.error.SkerryException when it is no permit
   */
  public static SignedPermit parse(byte[] bytes, String file) {
    Envelope envelope = Envelope.parse(bytes, file);
    return new SignedPermit(file, envelope, Permit.of(envelope));
  }
}

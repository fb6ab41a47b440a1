package dev.skerry.format.document;

import dev.skerry.format.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle says (format section 3). The bytes that were signed are the envelope's payload;
 * {@link #payload} spells the known fields anew.
 *
 * @param sums SHA-256 of SHA256SUMS
 * @param previous the bundle before, absent for the first
 * @param audience empty: every site that trusts the product's root
 * @param assumes images that the site is trusted to hold already
 */
public record Statement(
    Digest sums,
    String product,
    String channel,
    long epoch,
    long sequence,
    Instant issued,
    Instant expires,
    Optional<Previous> previous,
    Totals totals,
    Requires requires,
    List<AudienceEntry> audience,
    List<Content> content,
    List<PlanEntry> plans,
    List<String> assumes,
    List<Downgrade> downgrade,
    List<Evidence> evidence) {
  /** Copies the lists. */
  public Statement {
    audience = List.copyOf(audience);
    content = List.copyOf(content);
    plans = List.copyOf(plans);
    assumes = List.copyOf(assumes);
    downgrade = List.copyOf(downgrade);
    evidence = List.copyOf(evidence);
  }

  /**
   * Reads a payload strictly; unknown fields are ignored.
   *
   * @throws dev.skerry.format.error.SkerryException {@code STATEMENT_SPELLING}, {@code
   *     JSON_SPELLING}
   */
  public static Statement parse(byte[] payload) {
    return StatementReader.read(payload);
  }

  /** Reads the statement of an envelope after comparing the payload type. */
  public static Statement of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.IN_TOTO, "statement");
    return parse(envelope.payload());
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return StatementText.of(this);
  }

  /** {@code PRODUCT-CHANNEL-SEQUENCE}, with {@code -eEPOCH} once the epoch is above 1. */
  public String name() {
    return name(epoch, sequence);
  }

  /** The name of another bundle of this product and channel. */
  public String name(long ofEpoch, long ofSequence) {
    String middle = ofEpoch > 1 ? "-e" + ofEpoch : "";
    return product + "-" + channel + middle + "-" + ofSequence;
  }

  /** Whether the bundle is for this site. */
  public boolean isFor(SiteIdentity site) {
    return audience.isEmpty() || audience.stream().anyMatch(entry -> entry.matches(site));
  }
}

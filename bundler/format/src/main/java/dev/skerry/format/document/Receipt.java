package dev.skerry.format.document;

import dev.skerry.format.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a gateway did with a bundle, signed by the gateway (format section 5).
 *
 * @param name the bundle's name
 * @param statement SHA-256 of its statement
 * @param site the gateway's site id
 * @param number counts up by one per gateway
 * @param decision {@code admitted}, {@code present} or {@code refused}
 * @param code the code of the refusal, {@code SKY-…}
 * @param before what was accepted before, absent at first
 * @param after what is accepted now
 * @param root version of the root document trusted
 * @param floor the time floor after the decision
 * @param signers who signed the bundle
 * @param plans what became of its plans
 * @param checkpoint the log's signed checkpoint
 * @param consistency that the log of the checkpoint begins with what it was before
 */
public record Receipt(
    String name,
    Digest statement,
    String site,
    long number,
    Instant issued,
    String product,
    String channel,
    String decision,
    Optional<String> code,
    Optional<Position> before,
    Optional<Position> after,
    long root,
    Instant floor,
    List<String> signers,
    List<PlanState> plans,
    Optional<String> checkpoint,
    List<Consistency> consistency) {
  /** The decisions. */
  public static final String ADMITTED = "admitted";

  public static final String PRESENT = "present";
  public static final String REFUSED = "refused";

  /** Copies the lists. */
  public Receipt {
    signers = List.copyOf(signers);
    plans = List.copyOf(plans);
    consistency = List.copyOf(consistency);
  }

  /**
   * Proves that the log of so many entries is a prefix of the one that the checkpoint is about (RFC
   * 6962 section 2.1.2).
   */
  public record Consistency(long from, List<Digest> proof) {
    /** Copies the hashes. */
    public Consistency {
      proof = List.copyOf(proof);
    }
  }

  /** A place in a channel. */
  public record Position(long epoch, long sequence) {}

  /**
   * A plan's state.
   *
   * @param state {@code handed-over}, {@code applied}, {@code waiting} or {@code refused}
   */
  public record PlanState(String name, Digest digest, String state) {}

  /** Reads the receipt of an envelope after comparing the payload type. */
  public static Receipt of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.IN_TOTO, "receipt");
    return parse(envelope.payload());
  }

  /** Reads a payload strictly; unknown fields are ignored. */
  public static Receipt parse(byte[] payload) {
    return ReceiptReader.read(payload);
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return ReceiptText.of(this);
  }
}

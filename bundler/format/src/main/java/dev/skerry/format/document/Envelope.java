package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A DSSE envelope in the one spelling of format section 2, so that {@code sed} can read it.
 *
 * @param payloadType what the payload is; see {@link PayloadTypes}
 * @param payload the exact bytes that are signed and parsed
 * @param signatures ascending by key id, one per key id, at most {@link Limits#signatures}
 */
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {

  /** Sorts the signatures; refuses two of one key and more than the limit. */
  public Envelope {
    SortedMap<String, Signature> sorted = new TreeMap<>();
    for (Signature signature : signatures) {
      if (sorted.put(signature.keyid(), signature) != null) {
        throw refuse(signature.keyid(), "signs twice in one envelope");
      }
    }
    if (sorted.size() > Limits.V1.signatures()) {
      throw refuse(
          payloadType,
          "has %d signatures, %d are the most".formatted(sorted.size(), Limits.V1.signatures()));
    }
    signatures = List.copyOf(sorted.values());
  }

  /** An envelope that nobody has signed yet. */
  public static Envelope unsigned(String payloadType, byte[] payload) {
    return new Envelope(payloadType, payload, List.of());
  }

  /**
   * Reads an envelope; any other spelling than the one of {@link #bytes} is refused.
   *
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link FormatError#ENVELOPE_SPELLING}
   */
  public static Envelope parse(byte[] bytes, String item) {
    return new EnvelopeReader(bytes, item).read();
  }

  /** The envelope as it is written. */
  public byte[] bytes() {
    StringBuilder out = new StringBuilder();
    out.append("{\"payloadType\":\"").append(payloadType).append("\",\n");
    out.append("\"payload\":\"").append(base64(payload)).append("\",\n\"signatures\":[");
    String separator = "\n";
    for (Signature s : signatures) {
      out.append(separator).append("{\"keyid\":\"").append(s.keyid());
      out.append("\",\"sig\":\"").append(base64(s.sig())).append("\"}");
      separator = ",\n";
    }
    out.append(signatures.isEmpty() ? "]}\n" : "\n]}\n");
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The bytes that are signed: DSSE's pre-authentication encoding. */
  public byte[] pae() {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 128);
    out.writeBytes(ascii("DSSEv1 " + type.length + " "));
    out.writeBytes(type);
    out.writeBytes(ascii(" " + payload.length + " "));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** SHA-256 of the payload: what names a statement or a root document. */
  public Digest payloadDigest() {
    return Digest.of(payload);
  }

  /** The same with one signature more; an earlier one of the same key is replaced. */
  public Envelope with(Signature added) {
    SortedMap<String, Signature> all = new TreeMap<>();
    signatures.forEach(s -> all.put(s.keyid(), s));
    all.put(added.keyid(), added);
    return new Envelope(payloadType, payload, List.copyOf(all.values()));
  }

  /** The same without the signatures of all other keys than these. */
  public Envelope onlyOf(Set<String> keyids) {
    return new Envelope(
        payloadType, payload, signatures.stream().filter(s -> keyids.contains(s.keyid())).toList());
  }

  /**
   * The same with the signatures of another envelope of the same payload added.
   *
   * @throws SkerryException when the other envelope holds another payload
   */
  public Envelope merge(Envelope other) {
    if (!payloadType.equals(other.payloadType) || !Arrays.equals(payload, other.payload)) {
      throw refuse(
          other.payloadDigest().toString(),
          "is not the payload " + payloadDigest() + " signed here");
    }
    Envelope merged = this;
    for (Signature s : other.signatures) {
      merged = merged.with(s);
    }
    return merged;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(FormatError.ENVELOPE_SPELLING, item, reason);
  }
}

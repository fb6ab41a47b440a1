package dev.skerry.format.document;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.time.Instant;

/**
 * By this a gateway's key names the one that takes its place; both sign it (format section 5).
 *
 * @param site the gateway's site id
 * @param last number of the last receipt that the key before signed; 0 when it signed none
 * @param before the key that was replaced
 * @param after the key that signs from then on
 * @param checkpoint of the log with the entry that says so, signed by both keys
 */
public record Succession(
    String site, Instant issued, long last, SiteKey before, SiteKey after, String checkpoint) {
  /** The most that a receipt carries: of more, the newest. */
  public static final int MOST = 16;

  /** Reads the statement of an envelope after comparing the payload type. */
  public static Succession of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.SUCCESSION, "succession");
    return parse(envelope.payload());
  }

  /** Reads a payload strictly; unknown fields are ignored. */
  public static Succession parse(byte[] payload) {
    Fields f =
        Fields.of(
                JsonReader.strict(payload, "succession"),
                "succession",
                FormatError.RECEIPT_SPELLING)
            .inOrder("type", "site", "issued", "last", "before", "after", "checkpoint");
    Reading.exactly(f, "type", PayloadTypes.SUCCESSION_TYPE);
    return new Succession(
        Reading.matching(f, "site", Names::isId),
        Reading.time(f, "issued"),
        Reading.atLeast(f, "last", 0),
        SiteKey.read(f.object("before").inOrder("scheme", "spki")),
        SiteKey.read(f.object("after").inOrder("scheme", "spki")),
        f.text("checkpoint"));
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return JsonText.object()
        .put("type", PayloadTypes.SUCCESSION_TYPE)
        .put("site", site)
        .put("issued", Times.text(issued))
        .put("last", last)
        .object("before", before::write)
        .object("after", after::write)
        .put("checkpoint", checkpoint)
        .bytes();
  }
}

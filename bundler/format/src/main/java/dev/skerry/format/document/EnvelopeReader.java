package dev.skerry.format.document;

import dev.skerry.format.Limits;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the one spelling of an envelope line by line, then compares with its own spelling. */
final class EnvelopeReader {
  private static final Pattern TYPE =
      Pattern.compile("\\{\"payloadType\":\"([a-z0-9.+/-]{1,100})\",");
  private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([A-Za-z0-9+/=]*+)\",");
  private static final Pattern SIGNATURE =
      Pattern.compile("\\{\"keyid\":\"([0-9a-f]{64})\",\"sig\":\"([A-Za-z0-9+/=]++)\"},?");

  private final byte[] bytes;
  private final String item;

  EnvelopeReader(byte[] bytes, String item) {
    this.bytes = bytes;
    this.item = item;
  }

  Envelope read() {
    if (bytes.length > Limits.V1.envelope()) {
      throw refuse("has %d bytes, %d are the most".formatted(bytes.length, Limits.V1.envelope()));
    }
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    Matcher type = TYPE.matcher(lines[0]);
    if (!type.matches()) {
      throw refuse("is no signed document: format section 2 says how one begins");
    }
    if (lines.length < 4 || lines.length > Limits.V1.signatures() + 6) {
      throw refuse("has " + Amounts.count(lines.length - 1, "line") + " of an envelope");
    }
    byte[] payload = decode(match(PAYLOAD, lines[1], 2).group(1), 2);
    Envelope envelope = new Envelope(type.group(1), payload, signatures(lines));
    if (!Arrays.equals(envelope.bytes(), bytes)) {
      throw refuse(
          "is not spelled as format section 2 says: its signature lines or its end differ");
    }
    return envelope;
  }

  private List<Signature> signatures(String[] lines) {
    List<Signature> result = new ArrayList<>();
    for (int i = 3; i < lines.length - 2; i++) {
      Matcher m = match(SIGNATURE, lines[i], i + 1);
      result.add(new Signature(m.group(1), decode(m.group(2), i + 1)));
    }
    return result;
  }

  private Matcher match(Pattern pattern, String line, int number) {
    Matcher m = pattern.matcher(line);
    if (!m.matches()) {
      throw refuse("is not spelled as format section 2 says in line " + number);
    }
    return m;
  }

  private byte[] decode(String base64, int line) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refuse("has base64 in line " + line + " that cannot be decoded");
    }
  }

  private SkerryException refuse(String reason) {
    return new SkerryException(FormatError.ENVELOPE_SPELLING, item, reason);
  }
}

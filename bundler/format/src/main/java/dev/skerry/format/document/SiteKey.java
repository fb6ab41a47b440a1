package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonText;
import java.util.Base64;

/**
 * A gateway's public key as documents spell it; whether it is one of its scheme is judged by who
 * uses it.
 *
 * @param scheme the word of its scheme
 * @param spki DER
 */
public record SiteKey(String scheme, byte[] spki) {

  /** How documents name this key. */
  public String keyid() {
    return Digest.of(spki).hex();
  }

  static SiteKey read(Fields f) {
    return new SiteKey(f.text("scheme"), Reading.base64(f, "spki", f.text("spki")));
  }

  void write(JsonText json) {
    json.put("scheme", scheme).put("spki", Base64.getEncoder().encodeToString(spki));
  }
}

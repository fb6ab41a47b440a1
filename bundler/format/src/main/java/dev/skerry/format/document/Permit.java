package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.time.Instant;
import java.util.Set;

/**
 * Lets one site take one bundle against one rule, signed by role deploy (format section 5).
 *
 * @param statement SHA-256 of the bundle's statement
 * @param rule one of the closed set of rules, or {@code policy/} and a policy's name
 */
public record Permit(
    String product,
    String site,
    Digest statement,
    String rule,
    Instant issued,
    Instant expires,
    String reason) {
  /** The statement has expired. */
  public static final String EXPIRED = "expired";

  /** The statement is older than the site takes. */
  public static final String TOO_OLD = "too-old";

  /** The site's clock is wrong; the time is then what was signed. */
  public static final String CLOCK = "clock";

  /** A counter falls. */
  public static final String COUNTER = "counter";

  /** The active bundle becomes an earlier one. */
  public static final String GO_BACK = "go-back";

  private static final Set<String> RULES = Set.of(EXPIRED, TOO_OLD, CLOCK, COUNTER, GO_BACK);
  private static final String POLICY = "policy/";

  /** The rule of a policy of the site. */
  public static String policy(String name) {
    return POLICY + name;
  }

  /** Whether a rule is one that can be permitted at all. */
  public static boolean isRule(String text) {
    return RULES.contains(text)
        || (text.startsWith(POLICY) && Names.isId(text.substring(POLICY.length())));
  }

  /** Reads the permit of an envelope after comparing the payload type. */
  public static Permit of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.PERMIT, "permit");
    return parse(envelope.payload());
  }

  /** Reads a payload strictly; unknown fields are ignored. */
  public static Permit parse(byte[] payload) {
    Fields f =
        Fields.of(JsonReader.strict(payload, "permit"), "permit", FormatError.PERMIT_SPELLING)
            .inOrder("type", "product", "site", "statement", "rule", "issued", "expires", "reason");
    Reading.exactly(f, "type", PayloadTypes.PERMIT_TYPE);
    return new Permit(
        Reading.matching(f, "product", Names::isId),
        Reading.matching(f, "site", Names::isId),
        Reading.digest(f, "statement"),
        Reading.matching(f, "rule", Permit::isRule),
        Reading.time(f, "issued"),
        Reading.time(f, "expires"),
        f.text("reason"));
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return JsonText.object()
        .put("type", PayloadTypes.PERMIT_TYPE)
        .put("product", product)
        .put("site", site)
        .put("statement", statement.toString())
        .put("rule", rule)
        .put("issued", Times.text(issued))
        .put("expires", Times.text(expires))
        .put("reason", reason)
        .bytes();
  }
}

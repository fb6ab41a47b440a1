package dev.skerry.format.accept;

import dev.skerry.format.document.Envelope;
import java.util.List;
import java.util.Optional;

/**
 * What a site accepts and why not (format section 6). No I/O: it says what to save and what to read
 * next, and the caller does it. Steps 1 to 3 need nothing but {@code bundle.dsse.json} and {@code
 * roots/}; step 12 is {@link #judgeAgain}.
 */
public final class Acceptance {
  private Acceptance() {}

  /**
   * Judges the root document given to init or {@code --root}: it must meet its own threshold.
   *
   * @param item the file, for messages
   * @throws dev.skerry.format.error.SkerryException when it does not
   */
  public static TrustedRoot judgeAnchor(byte[] envelope, String item) {
    return later(item + envelope.length);
  }

  /** Steps 1 to 3: strict decoding, the chain of roots, the threshold of role release. */
  public static TrustJudgement judgeTrust(
      SiteView site, byte[] bundleEnvelope, List<byte[]> rootEnvelopes) {
    return later("" + site + bundleEnvelope.length + rootEnvelopes);
  }

  /** Steps 4 to 9. */
  public static Verdict judgeStatement(SiteView site, TrustJudgement.Trusted trusted) {
    return later("" + site + trusted);
  }

  /**
   * Step 10: closure, assignment, plan rules and policies, space.
   *
   * @param space empty: not judged
   */
  public static Verdict judgeMetadata(
      TrustJudgement.Trusted trusted,
      Metadata metadata,
      AdmissionPolicy policy,
      Optional<Space> space) {
    return later("" + trusted + metadata + policy + space);
  }

  /** Step 12: 3 and 5 to 10 once more against the state of now, inside the commit. */
  public static Verdict judgeAgain(
      SiteView site,
      Envelope bundle,
      Metadata metadata,
      AdmissionPolicy policy,
      Optional<Space> space) {
    return later("" + site + bundle + metadata + policy + space);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later(String what) {
    throw new UnsupportedOperationException(what);
  }
}

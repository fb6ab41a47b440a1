package dev.skerry.format.accept;

import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a site accepts and why not (format section 6). No I/O: it says what to save and what to read
 * next, and the caller does it. Steps 1 to 3 need nothing but {@code bundle.dsse.json} and {@code
 * roots/}; step 12 is {@link #judgeAgain}. Every refusal is a problem with its own code: an {@link
 * AcceptError}, or what the documents themselves refuse.
 */
public final class Acceptance {
  private Acceptance() {}

  /**
   * Judges the root document given to init or {@code --root}: it must meet its own threshold.
   *
   * @param item the file, for messages
   * @throws SkerryException when it does not
   */
  public static TrustedRoot judgeAnchor(byte[] envelope, String item) {
    return RootWalk.anchor(envelope, item);
  }

  /**
   * Judges the root documents 1 to N of a product by themselves, the first being the anchor, up to
   * the first that does not follow from those before it.
   *
   * @throws SkerryException when the first is no anchor
   */
  public static JudgedRoots judgeRoots(List<byte[]> envelopes) {
    return RootWalk.chain(envelopes);
  }

  /**
   * Root documents that were judged by themselves.
   *
   * @param trusted those that follow from one another, from the first on
   * @param refusal why the one after them does not
   */
  public record JudgedRoots(List<TrustedRoot> trusted, Optional<Problem> refusal) {
    /** Copies the list. */
    public JudgedRoots {
      trusted = List.copyOf(trusted);
    }
  }

  /**
   * Steps 1 to 3: strict decoding, the chain of roots, the threshold of role release.
   *
   * @param bundleEnvelope the bytes of {@code bundle.dsse.json}
   * @param rootEnvelopes the bytes of {@code roots/1.root.dsse.json} and so on
   */
  public static TrustJudgement judgeTrust(
      SiteView site, byte[] bundleEnvelope, List<byte[]> rootEnvelopes) {
    List<NewRoot> save = new ArrayList<>();
    try {
      Envelope envelope = Envelope.parse(bundleEnvelope, "bundle.dsse.json");
      TrustedRoot root = new RootWalk(site.roots(), save).walk(rootEnvelopes);
      return ReleaseStep.judge(root.document(), envelope, save);
    } catch (SkerryException e) {
      return new NotTrusted(save, e.problem());
    }
  }

  /** Steps 4 to 9. */
  public static Verdict judgeStatement(SiteView site, Trusted trusted) {
    return new StatementSteps(site, trusted).judge();
  }

  /**
   * Step 10: closure, assignment to groups, plan rules and policies, space.
   *
   * @param statement the verdict of steps 4 to 9
   * @param space empty: not judged
   */
  public static Verdict judgeMetadata(
      SiteView site,
      Trusted trusted,
      Verdict statement,
      Metadata metadata,
      AdmissionPolicy policy,
      Optional<Space> space) {
    return new MetadataStep(site, trusted, statement, metadata).judge(policy, space);
  }

  /**
   * Whether a bundle that is still held may be the active one, although a newer one was accepted:
   * only a permit of rule {@code go-back} says so (format section 6). Signers, audience and
   * revocations are judged as of now; times and counters are about what enters.
   */
  public static Verdict judgeGoBack(SiteView site, Envelope bundle) {
    try {
      Trusted trusted = ReleaseStep.judge(site.newestRoot().document(), bundle, List.of());
      return new StatementSteps(site, trusted).goBack();
    } catch (SkerryException e) {
      return Verdict.refused(e.problem());
    }
  }

  /**
   * Step 12: 3 and 5 to 10 once more against the state of now, inside the commit.
   *
   * @return the verdict of step 7 when nothing is refused, with the warnings of all steps
   */
  public static Verdict judgeAgain(
      SiteView site,
      Envelope bundle,
      Metadata metadata,
      AdmissionPolicy policy,
      Optional<Space> space) {
    try {
      Trusted trusted = ReleaseStep.judge(site.newestRoot().document(), bundle, List.of());
      Verdict verdict = judgeStatement(site, trusted);
      if (!(verdict instanceof Verdict.GoOn)) {
        return verdict;
      }
      Verdict last = judgeMetadata(site, trusted, verdict, metadata, policy, space);
      return last.after(verdict);
    } catch (SkerryException e) {
      return Verdict.refused(e.problem());
    }
  }
}

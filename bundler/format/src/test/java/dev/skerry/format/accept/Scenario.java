package dev.skerry.format.accept;

import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A site and a stick that fit together until something is changed. */
final class Scenario {
  /** The root that the site was given: two of alice, bob, carol. */
  static final RootDocument ROOT = TestRoots.root(1, 2, "alice", "bob", "carol");

  final TestBundle bundle = TestBundle.sample(42);
  List<Envelope> trusted = List.of(TestRoots.signed(ROOT, "alice", "bob"));
  UnaryOperator<Envelope> envelope = e -> e;
  UnaryOperator<byte[]> bytes = b -> b;
  UnaryOperator<Metadata> metadata = m -> m;

  Optional<String> channel = Optional.of("stable");
  SiteIdentity identity =
      new SiteIdentity("site-1", new TreeMap<>(Map.of("country", "de")), List.of("north"));
  Optional<Accepted> accepted = Optional.empty();
  Instant now = TestRoots.ISSUED.plusSeconds(3_600);
  Instant floor = Instant.EPOCH;
  Optional<Duration> maxAge = Optional.empty();
  final TreeMap<CounterName, Long> counters = new TreeMap<>();
  List<SignedPermit> permits = List.of();
  AdmissionPolicy policy = AdmissionPolicy.acceptAll();
  Space space = new Space(1L << 40, 1L << 30, digest -> false);

  /** The bundle's chain of roots: that of the site and these. */
  void addRoot(RootDocument root, String... signers) {
    List<Envelope> roots = new ArrayList<>(bundle.roots);
    roots.add(TestRoots.signed(root, signers));
    bundle.roots = roots;
  }

  SiteView site() {
    return new SiteView(
        "edge-fleet",
        channel,
        Optional.of(identity),
        trusted.stream().map(e -> new TrustedRoot(e, RootDocument.of(e))).toList(),
        accepted,
        floor,
        counters,
        maxAge,
        now,
        permits);
  }

  TrustJudgement trust() {
    return Acceptance.judgeTrust(
        site(),
        bytes.apply(envelope.apply(bundle.envelope()).bytes()),
        bundle.roots.stream().map(Envelope::bytes).toList());
  }

  /** Steps 1 to 10. */
  Verdict run() {
    return switch (trust()) {
      case NotTrusted not -> Verdict.refused(not.problem());
      case Trusted t -> run(t);
    };
  }

  private Verdict run(Trusted t) {
    Verdict verdict = Acceptance.judgeStatement(site(), t);
    if (!(verdict instanceof Verdict.GoOn)) {
      return verdict;
    }
    Verdict last =
        Acceptance.judgeMetadata(
            site(), t, verdict, metadata.apply(bundle.metadata()), policy, Optional.of(space));
    return last.after(verdict);
  }

  /** Step 12. */
  Verdict again() {
    return Acceptance.judgeAgain(
        site(), bundle.envelope(), metadata.apply(bundle.metadata()), policy, Optional.of(space));
  }

  /** The code of a verdict's refusal, else its name. */
  static String code(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused refused -> refused.problem().code();
      case Verdict.Present present -> "present";
      case Verdict.GoOn goOn -> "go on";
    };
  }

  /** The codes of a verdict's warnings. */
  static List<String> warnings(Verdict verdict) {
    return verdict.warnings().stream().map(Problem::code).toList();
  }
}

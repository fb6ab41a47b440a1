package dev.skerry.site;

import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Times;
import dev.skerry.format.sign.Threshold;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the log says with everything that becomes of a bundle: which statement it is, as far as that
 * could be read, by which root it was judged and who of it signed, when, and what stood before.
 */
final class JudgedFacts {
  private static final String NONE = "none";

  private JudgedFacts() {}

  /**
   * Of a bundle that enough signers signed.
   *
   * @param view the state before anything came of it
   */
  static SortedMap<String, String> of(SiteView view, Trusted trusted) {
    return of(view, trusted.root(), trusted.signers(), Optional.of(trusted.envelope()));
  }

  /**
   * Of a bundle that is not trusted, by the root that is: perhaps some signers count, but too few.
   *
   * @param bundle empty where it could not be read
   */
  static SortedMap<String, String> of(SiteView view, Optional<Envelope> bundle) {
    RootDocument root = view.newestRoot().document();
    return of(
        view,
        root,
        bundle
            .map(envelope -> Threshold.of(root, RoleName.RELEASE, envelope).signers())
            .orElse(Collections.emptySortedSet()),
        bundle);
  }

  private static SortedMap<String, String> of(
      SiteView view, RootDocument root, Set<String> signers, Optional<Envelope> bundle) {
    SortedMap<String, String> facts = new TreeMap<>();
    bundle.ifPresent(envelope -> facts.put("statement", envelope.payloadDigest().toString()));
    facts.put("root", Long.toString(root.version()));
    facts.put("signers", String.join(",", signers));
    facts.put("keys", keys(root, signers));
    facts.put("clock", Times.text(view.now()));
    facts.put("floor", Times.text(view.floor()));
    facts.put(
        "before", view.accepted().map(last -> last.epoch() + "/" + last.sequence()).orElse(NONE));
    return facts;
  }

  /** Every key that signed for one who counts: a signer counts with all of his keys only. */
  private static String keys(RootDocument root, Set<String> signers) {
    return root.signers().stream()
        .filter(signer -> signers.contains(signer.name()))
        .flatMap(signer -> signer.keys().stream().map(key -> signer.name() + ":" + key.keyid()))
        .collect(Collectors.joining(","));
  }
}

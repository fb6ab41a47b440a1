package dev.skerry.site;

import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.NewRoot;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.Space;
import dev.skerry.format.accept.TrustJudgement;
import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Diagnosis;
import dev.skerry.format.archive.HeadReader;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.archive.PermitFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Step 7: judges a bundle by its head, then by its metadata, with the acceptance of format section
 * 6 and the state of the store. Each root document that is accepted is saved and logged before the
 * next, and stays accepted even when the bundle is refused.
 */
public final class Admit {
  private final EmbeddedStore store;
  private final SiteViews views;
  private final AdmissionPolicy policy;
  private final Journal journal;

  Admit(EmbeddedStore store, SiteViews views, AdmissionPolicy policy) {
    this.store = store;
    this.views = views;
    this.policy = policy;
    this.journal = new Journal(store.log());
  }

  /**
   * Steps 0 to 9.
   *
   * @param seen told what the bundle says it is, before that is judged
   * @throws SkerryException when the bundle is not trusted, or its head is damaged
   */
  Candidate judgeHead(BundleSource source, PermitFiles permits, Consumer<Envelope> seen) {
    try {
      Opening opening = new HeadReader(source).opening();
      seen.accept(Envelope.parse(opening.envelope(), "bundle.dsse.json"));
      TrustJudgement judgement =
          Acceptance.judgeTrust(views.now(), opening.envelope(), opening.roots());
      judgement.save().forEach(this::save);
      return switch (judgement) {
        case NotTrusted refused -> throw new SkerryException(refused.problem());
        case Trusted trusted ->
            new Candidate(
                source,
                opening,
                trusted,
                permits,
                Acceptance.judgeStatement(views.now().with(permits.permits()), trusted));
      };
    } catch (SkerryException e) {
      throw new Diagnosis(source).head(e);
    }
  }

  private void save(NewRoot root) {
    SiteView before = views.now();
    store.inTransaction(() -> {
      long version = root.document().version();
      store.state().saveRoot(before.product(), new SiteState.RootRow(version, root.bytes()));
      long epoch = root.document().epoch();
      if (epoch > before.newestRoot().document().epoch()) {
        store.state().beginEpoch(views.key(), epoch, root.document().issued());
      }
      journal.append(
          Journal.ROOT_ACCEPTED,
          before.product(),
          Map.of(
              "version", Long.toString(version),
              "payload", root.envelope().payloadDigest().toString()));
      return version;
    });
  }

  /** Step 10. */
  Verdict judgeMetadata(Candidate candidate, Metadata metadata, Space space) {
    return Acceptance.judgeMetadata(
        view(candidate),
        candidate.trusted(),
        candidate.verdict(),
        metadata,
        policy,
        Optional.of(space));
  }

  /** Step 12, inside the commit. */
  Verdict judgeAgain(SiteView now, Candidate candidate, Metadata metadata, Space space) {
    return Acceptance.judgeAgain(
        now, candidate.trusted().envelope(), metadata, policy, Optional.of(space));
  }

  /** The state of this moment, with the permits that lie beside a bundle. */
  SiteView view(Candidate candidate) {
    return views.now().with(candidate.permits().permits());
  }
}

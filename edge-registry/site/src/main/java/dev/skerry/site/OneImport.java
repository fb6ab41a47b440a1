package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.Space;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.HeadReader;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.MetadataReader;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Side;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BadBlob;
import dev.skerry.store.BlobStore;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.Intake;
import dev.skerry.store.SiteState.SiteRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes one bundle whose signatures were found good as far as it can be taken. */
final class OneImport {
  private final EmbeddedStore store;
  private final Admit admit;
  private final Commit commit;
  private final Pending pending;
  private final Pieces pieces;
  private final Outcomes outcomes;
  private final SiteRow site;
  private final long reserve;

  OneImport(
      EmbeddedStore store,
      Admit admit,
      Commit commit,
      Pending pending,
      MediumFiles medium,
      Outcomes outcomes,
      SiteRow site,
      long reserve) {
    this.store = store;
    this.admit = admit;
    this.commit = commit;
    this.pending = pending;
    this.pieces = new Pieces(pending, medium);
    this.outcomes = outcomes;
    this.site = site;
    this.reserve = reserve;
  }

  /**
   * Steps 10 to 12.
   *
   * @throws SkerryException a failure of the gateway itself
   */
  Outcome run(Candidate candidate, Intake intake, Progress progress) {
    try {
      return switch (candidate.verdict()) {
        case Verdict.Refused refused when heldOlder(refused, candidate) ->
            heal(candidate, intake, progress, List.of());
        case Verdict.Refused refused -> outcomes.refused(candidate, refused.problem());
        case Verdict.Present present ->
            heal(candidate, intake, progress, candidate.statement().plans());
        case Verdict.GoOn goOn -> take(candidate, intake, progress);
      };
    } catch (SkerryException e) {
      if (e.problem().side() != Side.STICK) {
        throw e;
      }
      return outcomes.refused(candidate, e.problem());
    }
  }

  /**
   * Whether an older bundle was admitted here, and is the active one by a permit or brings bytes
   * back that this site lost. Tags and plans stay as they are, and every byte is held against the
   * digest that a row has.
   */
  private boolean heldOlder(Verdict.Refused refused, Candidate candidate) {
    return refused.problem().code().equals(AcceptError.ROLLBACK.code())
        && (active(candidate) || lacking(candidate));
  }

  private boolean active(Candidate candidate) {
    return store
        .state()
        .active(site.key())
        .filter(row -> row.statement().equals(candidate.trusted().statementDigest()))
        .isPresent();
  }

  /** Whether bytes are missing of a bundle that is held. */
  boolean lacking(Candidate candidate) {
    List<BadBlob> bad = store.scrub().bad();
    return bad.stream().anyMatch(b -> b.bundles().contains(candidate.statement().name()))
        && store.state().held(site.key(), candidate.trusted().statementDigest()).isPresent();
  }

  private Outcome take(Candidate candidate, Intake intake, Progress progress) {
    BundleSource source = candidate.source();
    Head head = new HeadReader(source).head(candidate.opening(), candidate.statement());
    Acknowledgement seen = Acknowledgement.of(head, site.id(), store.log());
    Metadata metadata = MetadataReader.read(source, head);
    Trusted trusted = candidate.trusted();
    List<KeyCertificate> certificates =
        KeyCertificates.of(
            trusted.root(),
            trusted.signers(),
            trusted.statement().issued(),
            metadata.revocations());
    return take(candidate, intake, progress, head, metadata, seen).certified(certificates);
  }

  private Outcome take(
      Candidate candidate,
      Intake intake,
      Progress progress,
      Head head,
      Metadata metadata,
      Acknowledgement seen) {
    BundleSource source = candidate.source();
    List<Integer> missing = source.missing(head.length());
    store.scrub().lookAgain();
    Set<Digest> wanted = metadata.sizes().keySet();
    Omitted omitted = new Omitted(store.blobs(), metadata, progress);
    Verdict verdict = admit.judgeMetadata(candidate, metadata, space(intake, metadata, omitted));
    if (verdict instanceof Verdict.Refused refused) {
      return outcomes.refused(candidate, refused.problem(), refused.warnings());
    }
    intake.keepOnly(wanted);
    pending.dropOthers(source, head.payloadStart());
    if (!missing.isEmpty()) {
      pending.keepBeginning(source, head.payloadStart());
    }
    Optional<Pieces> cut = missing.isEmpty() ? Optional.empty() : Optional.of(pieces);
    Ingest.Done done = ingest(source, head, cut, intake, progress).run(metadata);
    if (done.waiting() > 0) {
      return outcomes.waiting(candidate, waits(source, missing, done.waiting()));
    }
    store.blobs().publish(done.quarantined());
    int healed = store.scrub().healed(candidate.statement().name());
    Verdict last = commit.run(candidate, metadata, omitted, seen);
    if (last instanceof Verdict.Refused refused) {
      return outcomes.refused(candidate, refused.problem(), refused.warnings()).healed(healed);
    }
    pending.clear();
    return told(outcomes.admitted(candidate, last).healed(healed), seen.problem());
  }

  /**
   * With what is wrong with the log, also where an earlier bundle said so: the receipt of that
   * import may not have come back.
   */
  private Outcome told(Outcome outcome, Optional<Problem> ofLog) {
    return ofLog.or(() -> Acknowledgement.standing(store.log())).map(outcome::with).orElse(outcome);
  }

  private Ingest ingest(
      BundleSource source, Head head, Optional<Pieces> cut, Intake intake, Progress progress) {
    return new Ingest(store.blobs(), store.scrub()::watches, intake, source, head, cut, progress);
  }

  /**
   * The very bundle that was accepted: only what is missing of it is read. The list of bad blobs is
   * looked through even if nothing is: the import before may have been cut right before that.
   *
   * @param plans those that the receipt tells of
   */
  private Outcome heal(
      Candidate candidate, Intake intake, Progress progress, List<PlanEntry> plans) {
    BundleSource source = candidate.source();
    Head head = new HeadReader(source).head(candidate.opening(), candidate.statement());
    Ingest ingest = ingest(source, head, Optional.empty(), intake, progress);
    List<Integer> missing = source.missing(head.length());
    store.scrub().lookAgain();
    int waiting = 0;
    if (!ingest.complete()) {
      Ingest.Done done = ingest.run(MetadataReader.read(source, head));
      store.blobs().publish(done.quarantined());
      waiting = done.waiting();
    }
    int healed = store.scrub().healed(candidate.statement().name());
    Outcome outcome =
        waiting > 0
            ? outcomes.waiting(candidate, waits(source, missing, waiting))
            : told(outcomes.present(candidate, plans), Optional.empty());
    return outcome.healed(healed);
  }

  /** What an unfinished bundle left is free space for the one that takes its place. */
  private Space space(Intake intake, Metadata metadata, Omitted omitted) {
    BlobStore blobs = store.blobs();
    long usable = blobs.usableSpace();
    long freed = Math.min(intake.others(metadata.sizes().keySet()), Long.MAX_VALUE - usable);
    return new Space(
        usable + freed,
        reserve,
        digest ->
            omitted.contains(digest) ? omitted.sound(digest) : inPlace(blobs, intake, digest));
  }

  private static boolean inPlace(BlobStore blobs, Intake intake, Digest digest) {
    return blobs.holds(digest) || intake.quarantinedSize(digest).isPresent();
  }

  private static Problem waits(BundleSource source, List<Integer> missing, int blobs) {
    String names = missing.stream().map(source::volumeName).collect(Collectors.joining(", "));
    return new SkerryException(
            SiteError.VOLUMES_WAIT,
            names,
            "missing; %s for %s"
                .formatted(
                    Amounts.count(blobs, "blob waits", "blobs wait"),
                    missing.size() == 1 ? "it" : "them"))
        .problem();
  }
}

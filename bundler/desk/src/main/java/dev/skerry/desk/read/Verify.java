package dev.skerry.desk.read;

import dev.skerry.format.Progress;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.Space;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.archive.PermitFiles;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Judges bundles as a gateway does, with the same reader and the same acceptance, and stores
 * nothing (format section 6).
 */
public final class Verify {
  /** No site file says them: they lie on the gateway alone. */
  private static final List<String> SITE_ALONE =
      List.of("policies of the site", "greatest age", "time floor");

  private final MediumFiles medium;
  private final TrustedRoot anchor;
  private final Optional<SiteFile> site;
  private final AdmissionPolicy policy;
  private final InstantSource clock;

  /**
   * A judge.
   *
   * @param anchor the root document that is trusted
   * @param site what is known of a site; without it the steps that need one are not judged
   * @param policy what the site asks beyond the format
   */
  public Verify(
      MediumFiles medium,
      TrustedRoot anchor,
      Optional<SiteFile> site,
      AdmissionPolicy policy,
      InstantSource clock) {
    this.medium = medium;
    this.anchor = anchor;
    this.site = site;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Judges every bundle that the paths mean, to its last byte.
   *
   * @throws SkerryException {@link dev.skerry.format.archive.ReadError#NO_BUNDLE}
   */
  public List<Verification> run(List<Path> paths, Progress progress) {
    return each(paths, (bundle, source) -> bundle.judge(source, progress));
  }

  /**
   * Judges every bundle that the paths mean up to its metadata; content is not read.
   *
   * @throws SkerryException {@link dev.skerry.format.archive.ReadError#NO_BUNDLE}
   */
  public List<Verification> metadata(List<Path> paths) {
    return each(paths, JudgedBundle::metadata);
  }

  private List<Verification> each(List<Path> paths, BiConsumer<JudgedBundle, BundleSource> judge) {
    List<Verification> found = new ArrayList<>();
    for (BundleFiles files : BundleFinder.find(medium, paths)) {
      found.add(one(files, judge));
    }
    return List.copyOf(found);
  }

  /**
   * Judges a statement alone, by the root documents; of its content nothing is known.
   *
   * @param roots the root documents' envelopes, ascending
   */
  public Verification statement(Envelope envelope, List<byte[]> roots) {
    JudgedBundle bundle = new JudgedBundle(view(), policy, Optional.empty(), List.of());
    Optional<Problem> problem = Optional.empty();
    try {
      bundle.judge(new Opening(envelope.bytes(), roots, 0));
    } catch (SkerryException e) {
      problem = Optional.of(e.problem());
    }
    List<String> notJudged = new ArrayList<>(List.of("content"));
    notJudged.addAll(notJudged(0));
    return new Verification(
        Statement.of(envelope).name(),
        "ledger",
        bundle.signed(),
        bundle.certificates(),
        bundle.seen(),
        0,
        problem,
        bundle.warnings(),
        notJudged);
  }

  private Verification one(BundleFiles files, BiConsumer<JudgedBundle, BundleSource> judge) {
    PermitFiles permits = PermitFiles.read(medium, List.of(files), List.of());
    SiteView view = view().with(permits.permits());
    JudgedBundle bundle = new JudgedBundle(view, policy, space(), permits.unreadable());
    Optional<Problem> problem = Optional.empty();
    try (BundleSource source = BundleSource.open(medium, files, Optional.empty())) {
      judge.accept(bundle, source);
    } catch (SkerryException e) {
      problem = Optional.of(e.problem());
    }
    return new Verification(
        bundle.signed().map(signed -> signed.statement().name()).orElse(files.name()),
        files.volumes().sequencedValues().getFirst().toString(),
        bundle.signed(),
        bundle.certificates(),
        bundle.seen(),
        files.volumes().size(),
        problem,
        bundle.warnings(),
        notJudged(bundle.omitted()));
  }

  private SiteView view() {
    return new SiteView(
        anchor.document().product(),
        site.map(SiteFile::channel),
        site.map(SiteFile::identity),
        List.of(anchor),
        site.flatMap(SiteFile::accepted),
        Instant.EPOCH,
        site.flatMap(SiteFile::counters).orElse(new TreeMap<>()),
        Optional.empty(),
        clock.instant(),
        List.of());
  }

  private Optional<Space> space() {
    return site.flatMap(SiteFile::free).map(free -> new Space(free, 0, digest -> false));
  }

  private List<String> notJudged(int omitted) {
    List<String> words = new ArrayList<>();
    if (site.isEmpty()) {
      words.add("channel");
      words.add("audience");
    }
    if (site.flatMap(SiteFile::accepted).isEmpty()) {
      words.add("sequence");
    }
    if (site.flatMap(SiteFile::counters).isEmpty()) {
      words.add("counters");
    }
    if (space().isEmpty()) {
      words.add("space");
    }
    words.addAll(SITE_ALONE);
    if (omitted > 0) {
      words.add(Amounts.count(omitted, "blob") + " that the site must hold already");
    }
    return words;
  }
}

package dev.skerry.desk.audit;

import dev.skerry.cel.facts.CarriedReferrer;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.Inspect;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.read.Verify;
import dev.skerry.desk.receipts.ReceiptFiles;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.Roots;
import dev.skerry.desk.sign.Difference;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.PlanRulesPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Judges anew, offline, all that bundles and receipts say, of sticks and of a ledger: nothing is
 * believed because an earlier command believed it. A bundle is judged as of the moment at which it
 * was issued, for an auditor comes when it has expired.
 */
public final class Audit {
  private static final Comparator<Bundle> ORDER =
      Comparator.comparing((Bundle bundle) -> bundle.statement().isEmpty())
          .thenComparing(bundle -> bundle.statement().map(Statement::product).orElse(""))
          .thenComparing(bundle -> bundle.statement().map(Statement::channel).orElse(""))
          .thenComparing(bundle -> bundle.statement().map(Statement::epoch).orElse(0L))
          .thenComparing(bundle -> bundle.statement().map(Statement::sequence).orElse(0L))
          .thenComparing(bundle -> bundle.verification().name());

  private final MediumFiles medium;
  private final Roots roots;
  private final RootChain chain;
  private final TrustedRoot anchor;
  private final Ledger ledger;
  private final InstantSource clock;

  /**
   * An audit.
   *
   * @param roots the first of them is trusted
   * @throws SkerryException what {@link Roots#chain} throws
   */
  public Audit(MediumFiles medium, Roots roots, Ledger ledger, InstantSource clock) {
    this.medium = medium;
    this.roots = roots;
    this.chain = roots.chain();
    this.anchor = Acceptance.judgeAnchor(chain.envelopes().getFirst(), "root document 1");
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Reads everything.
   *
   * @param paths sticks with bundles, receipts or both, and files or volumes of bundles; a
   *     statement of the ledger whose bundle is not among them is judged without its content
   * @throws SkerryException when there is neither bundle nor receipt at a path, or the registered
   *     sites are not trusted
   */
  public AuditReport run(List<Path> paths, Progress progress) {
    AtHand named = atHand(paths);
    List<Bundle> found = new ArrayList<>();
    for (BundleFiles files : named.bundles()) {
      found.addAll(bundle(files, progress));
    }
    Set<Digest> atHand = new HashSet<>();
    found.forEach(
        one -> one.verification().trusted().ifPresent(signed -> atHand.add(signed.digest())));
    ledger.statements().stream()
        .filter(entry -> !atHand.contains(entry.digest()))
        .map(entry -> Bundle.judged(entry(entry), List.of()))
        .forEach(found::add);
    AuditReceipts receipts = new AuditReceipts(ledger, roots, medium, named.receipts());
    return new AuditReport(
        chain.last().product(),
        clock.instant(),
        IntStream.range(0, chain.documents().size()).mapToObj(this::root).toList(),
        compared(found),
        receipts.brought(),
        receipts.unreadable(),
        receipts.logs());
  }

  private RootFile root(int index) {
    Path file = roots.folder().resolve(RootFile.name(index + 1));
    Envelope envelope = Envelope.parse(chain.envelopes().get(index), file.toString());
    return new RootFile(file, envelope, chain.documents().get(index));
  }

  /**
   * What stands at the paths that were named.
   *
   * @param bundles each folder for itself, for the same bundle was carried on several sticks
   * @param receipts files that should be receipts
   */
  private record AtHand(List<BundleFiles> bundles, List<Path> receipts) {}

  private AtHand atHand(List<Path> paths) {
    List<BundleFiles> bundles = new ArrayList<>();
    List<Path> receipts = new ArrayList<>();
    for (Path path : paths) {
      if (medium.isFolder(path)) {
        AtHand stick = stick(path);
        bundles.addAll(stick.bundles());
        receipts.addAll(stick.receipts());
      }
    }
    List<Path> single = paths.stream().filter(path -> !medium.isFolder(path)).toList();
    if (!single.isEmpty()) {
      bundles.addAll(BundleFinder.find(medium, single));
    }
    return new AtHand(bundles, receipts);
  }

  /** What a folder has: bundles, receipts or both, for a stick may come back with receipts only. */
  private AtHand stick(Path stick) {
    ReceiptFiles files = new ReceiptFiles(medium);
    boolean laid = files.onStick(stick);
    List<Path> receipts = laid ? files.of(stick) : List.of();
    try {
      return new AtHand(BundleFinder.find(medium, List.of(stick)), receipts);
    } catch (SkerryException e) {
      if (!e.problem().code().equals(ReadError.NO_BUNDLE.code())) {
        throw e;
      }
      List<Path> found = laid ? receipts : files.of(stick);
      if (found.isEmpty()) {
        throw e;
      }
      return new AtHand(List.of(), found);
    }
  }

  private List<Bundle> bundle(BundleFiles files, Progress progress) {
    List<CarriedReferrer> carried = new ArrayList<>();
    AdmissionPolicy looking =
        (site, trusted, metadata) -> {
          carried.addAll(CarriedReferrer.of(trusted.statement().content(), metadata));
          return List.of();
        };
    return verify(issued(files), looking.and(new PlanRulesPolicy()))
        .run(List.copyOf(files.volumes().values()), progress)
        .stream()
        .map(verification -> Bundle.judged(verification, carried))
        .toList();
  }

  /** By the root documents of its time: which of them it carried, only its content says. */
  private Verification entry(Entry entry) {
    Instant issued = entry.statement().issued();
    Verify judge = verify(issued, AdmissionPolicy.acceptAll());
    List<Verification> found = new ArrayList<>();
    for (int version : versions(issued)) {
      found.add(judge.statement(entry.envelope(), chain.envelopes().subList(0, version)));
      if (found.getLast().good()) {
        return found.getLast();
      }
    }
    return found.getFirst();
  }

  /** The newest of a time, those before it, then those of a later time: a clock may be wrong. */
  private int[] versions(Instant time) {
    List<RootDocument> roots = chain.documents();
    int newest = (int) roots.stream().takeWhile(root -> !root.issued().isAfter(time)).count();
    return IntStream.concat(
            IntStream.iterate(newest, version -> version > 0, version -> version - 1),
            IntStream.rangeClosed(newest + 1, roots.size()))
        .toArray();
  }

  private Verify verify(Instant at, AdmissionPolicy policy) {
    return new Verify(medium, anchor, Optional.empty(), policy, InstantSource.fixed(at));
  }

  /** What the bundle claims; whether that counts is judged with everything else. */
  private Instant issued(BundleFiles files) {
    try {
      return new Inspect(medium)
          .fronts(List.copyOf(files.volumes().values()))
          .getFirst()
          .statement()
          .issued();
    } catch (SkerryException e) {
      return clock.instant();
    }
  }

  private static List<Bundle> compared(List<Bundle> found) {
    List<Bundle> compared = new ArrayList<>();
    Optional<Statement> before = Optional.empty();
    for (Bundle bundle : found.stream().sorted(ORDER).toList()) {
      Optional<Statement> now = bundle.statement();
      Optional<Statement> previous =
          before.filter(b -> now.filter(n -> sameChannel(b, n)).isPresent());
      compared.add(
          bundle.against(
              previous.map(Statement::name),
              now.map(statement -> Difference.items(previous, statement)).orElse(List.of())));
      before = now;
    }
    return compared;
  }

  private static boolean sameChannel(Statement one, Statement other) {
    return one.product().equals(other.product()) && one.channel().equals(other.channel());
  }
}

package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.check.Check;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.Describe;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.ledger.LocalNote;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.desk.lock.LockFile;
import dev.skerry.desk.lock.LockedFile;
import dev.skerry.desk.receipts.CollectReceipts;
import dev.skerry.desk.receipts.KnownSite;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.Assembly;
import dev.skerry.format.archive.Layout;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Acks;
import dev.skerry.plans.Finding;
import dev.skerry.plans.PlanFile;
import dev.skerry.upstream.collect.Sources;
import dev.skerry.upstream.content.ContentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Steps 3 and 4: collects what the lock names, checks it, leaves a statement to sign. */
public final class Build {
  /** How far {@code --issued} may lie from this machine's clock without a warning. */
  private static final Duration NEAR = Duration.ofDays(2);

  private final Sources sources;
  private final ContentStore store;
  private final Ledger ledger;
  private final InstantSource clock;

  /** With the ways to images, the content store, what was written before, and the time. */
  public Build(Sources sources, ContentStore store, Ledger ledger, InstantSource clock) {
    this.sources = sources;
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param bundle path of {@code bundle.yaml}; its lock lies beside it
   * @param root documents
   * @param sequence left out: the ledger's last and one
   * @param issued left out: now
   * @param medium size of the medium in bytes, where it is known
   * @param out folder for the statement
   */
  public record Request(
      Path bundle,
      Roots root,
      OptionalLong sequence,
      Optional<Instant> issued,
      OptionalLong medium,
      Path out) {}

  /**
   * What was built.
   *
   * @param file the statement's file
   * @param digest of the statement's payload
   * @param warnings what a person should look at
   */
  public record Built(Path file, Statement statement, Digest digest, List<Finding> warnings) {}

  /**
   * Builds a bundle.
   *
   * @throws SkerryException a {@link DeskError}, or what upstream refused
   */
  public Built build(Request request, Progress progress) {
    BundleSpec spec = Describe.read(request.bundle());
    NotYet.refuse(spec);
    Leaving leaving = Leaving.of(spec);
    BundleLock lock = LockFile.read(LockFile.beside(request.bundle()));
    LockMatch.require(spec, lock);
    Instant issued = request.issued().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
    RootChain roots = request.root().chain().require(spec.product(), issued);
    List<Entry> written = ledger.statements(spec.product(), spec.channel());
    Numbering number = Numbering.of(written, roots.last().epoch(), request.sequence());
    Contents contents = Contents.of(spec, lock);
    Downgrades downgrades =
        Downgrades.of(
            spec,
            contents.content(),
            written.stream().filter(e -> e.before(number.epoch(), number.sequence())).toList());

    List<Finding> findings = new ArrayList<>(number.warnings());
    findings.addAll(clockWarning(issued));
    findings.addAll(downgrades.findings());
    findings.addAll(Check.run(spec, lock, plans(spec, lock)));
    Check.requireNoErrors(findings);

    Held held = new Gather(spec, lock, sources, store).all(request.medium(), progress);
    Layout layout = held.layout(contents.index(), store);
    Metadata metadata = held.judge(contents.index(), contents.content(), layout, store);
    Extras extras = Extras.of(spec, acks(request.root()), roots.last(), issued);
    findings.addAll(extras.warnings());
    Assembly assembly = assemble(layout, contents, roots, extras);
    Statement statement = statement(spec, number, issued, assembly, contents, downgrades);
    Envelope envelope = Envelope.unsigned(PayloadTypes.IN_TOTO, statement.payload());
    Check.requireNoErrors(leaving.ask(statement, envelope, roots.last(), metadata));
    Path file = request.out().resolve(statement.name() + ".statement");
    Unsigned.write(file, envelope).ifPresent(findings::add);
    new LocalNote(ledger.folder(), store.folder()).leave(file, statement);
    return new Built(file, statement, envelope.payloadDigest(), List.copyOf(findings));
  }

  /** Sites of which nothing was seen have no line. */
  private Acks acks(Roots roots) {
    return KnownSite.acks(new CollectReceipts(ledger, roots, MediumFiles.real()).known());
  }

  private Assembly assemble(Layout layout, Contents contents, RootChain roots, Extras extras) {
    Assembly assembly =
        Assembly.of(roots.envelopes(), extras.bodies(), contents.index().bytes(), layout);
    assembly.documents().forEach(store::put);
    store.publish(contents.names());
    store.sync();
    return assembly;
  }

  private static Statement statement(
      BundleSpec spec,
      Numbering number,
      Instant issued,
      Assembly assembly,
      Contents contents,
      Downgrades downgrades) {
    return new Statement(
        Digest.of(assembly.sums().bytes()),
        spec.product(),
        spec.channel(),
        number.epoch(),
        number.sequence(),
        issued,
        issued.plus(spec.expires()),
        number.previous(),
        new Totals(assembly.sums().lines().size(), assembly.metadata(), assembly.bytes()),
        Requires.NOTHING,
        spec.audience(),
        contents.content(),
        contents.plans(),
        spec.assumes(),
        downgrades.entries(),
        List.of());
  }

  private static List<PlanFile> plans(BundleSpec spec, BundleLock lock) {
    List<PlanFile> plans = new ArrayList<>();
    for (LockedFile plan : lock.plans()) {
      byte[] bytes = LocalFiles.read(spec.resolve(plan.path()), Limits.V1.plan());
      if (!Digest.of(bytes).equals(plan.digest())) {
        throw new SkerryException(
            DeskError.LOCK_DIFFERS,
            plan.path(),
            "is " + Digest.of(bytes) + "; the lock says " + plan.digest());
      }
      plans.add(PlanFile.parse(plan.path(), bytes));
    }
    return plans;
  }

  private List<Finding> clockWarning(Instant issued) {
    Duration apart = Duration.between(clock.instant(), issued).abs();
    if (apart.compareTo(NEAR) <= 0) {
      return List.of();
    }
    String reason = "is " + apart.toHours() + " h from this machine's clock";
    return List.of(Finding.warning(DeskError.CLOCK, "--issued " + issued, reason));
  }
}

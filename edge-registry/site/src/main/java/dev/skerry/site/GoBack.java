package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.PermitFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState.BundleRow;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes an earlier bundle that is still held the active one, by a permit of rule {@code go-back}:
 * its tags come back, those of the newer one go. What was accepted stays as it is, so that no older
 * bundle enters, and no plan runs again: a roll-out back is a new bundle with a downgrade.
 */
public final class GoBack {
  /** Characters of a path that the log keeps: as long as Linux lets one be. */
  private static final int PATH = 4_096;

  private final EmbeddedStore store;
  private final MediumFiles medium;
  private final SiteViews views;
  private final StateInLog state;
  private final Journal journal;

  /** For the site of a store. */
  public GoBack(
      EmbeddedStore store, MediumFiles medium, SiteSettings settings, InstantSource clock) {
    this.store = store;
    this.medium = medium;
    this.views = new SiteViews(store.state(), settings, clock);
    this.state = new StateInLog(store);
    this.journal = new Journal(store.log());
  }

  /**
   * Goes back, or says why not; both stand in the log.
   *
   * @param permit its file
   * @return what a receipt is due for; refused with what speaks against the bundle, or with {@link
   *     dev.skerry.format.accept.AcceptError#GO_BACK} and why the permit does not count
   * @throws SkerryException {@link SiteError#NOT_HELD}, {@link SiteError#STATE_CHANGED}, and when
   *     the file is no permit
   */
  public Outcome run(Path permit) {
    AtomicReference<Optional<Digest>> statement = new AtomicReference<>(Optional.empty());
    try {
      return run(permit, statement);
    } catch (SkerryException e) {
      journal.goBackRefused(file(permit), statement.get(), e.problem());
      throw e;
    }
  }

  private Outcome run(Path permit, AtomicReference<Optional<Digest>> statement) {
    PermitFiles permits =
        PermitFiles.read(medium.sitting(Progress.none()), List.of(), List.of(permit));
    permits.unreadable().stream()
        .findFirst()
        .ifPresent(problem -> {
          throw new SkerryException(problem);
        });
    SignedPermit signed = permits.permits().getFirst();
    statement.set(Optional.of(signed.permit().statement()));
    return store.inTransaction(() -> {
      state.compare();
      BundleRow held = held(signed, permit);
      Envelope envelope = Envelope.parse(held.envelope(), held.name());
      SiteView now = views.now().with(permits.permits());
      Verdict verdict = Acceptance.judgeGoBack(now, envelope);
      if (verdict instanceof Verdict.Refused refused) {
        journal.goBackRefused(file(permit), statement.get(), refused.problem());
        return outcome(held, refused, permit);
      }
      store.catalog().addBundle(CatalogRows.tags(held));
      store.state().activate(views.key(), held.statement());
      verdict
          .permitted()
          .forEach(permitted ->
              journal.activated(
                  held.name(), permitted, JudgedFacts.of(now, Optional.of(envelope))));
      return outcome(held, Statement.of(envelope), now, verdict, permit);
    });
  }

  private static String file(Path permit) {
    return OneLine.of(permit.toString(), PATH);
  }

  private BundleRow held(SignedPermit signed, Path permit) {
    return store
        .state()
        .held(views.key(), signed.permit().statement())
        .orElseThrow(() ->
            new SkerryException(
                SiteError.NOT_HELD,
                permit.toString(),
                "is for the statement %s, and no such bundle is held here"
                    .formatted(signed.permit().statement())));
  }

  private static Path folder(Path permit) {
    return permit.toAbsolutePath().resolveSibling("").normalize();
  }

  private static Outcome outcome(BundleRow held, Verdict.Refused refused, Path permit) {
    return new Outcome(
        held.name(),
        folder(permit).toString(),
        Decision.REFUSED,
        Optional.of(refused.problem()),
        refused.warnings(),
        List.of(),
        0,
        Optional.empty());
  }

  private static Outcome outcome(
      BundleRow held, Statement statement, SiteView now, Verdict verdict, Path permit) {
    Optional<Receipt.Position> accepted =
        now.accepted().map(a -> new Receipt.Position(a.epoch(), a.sequence()));
    Path folder = folder(permit);
    ReceiptSubject subject =
        new ReceiptSubject(
            held.name(),
            held.statement(),
            statement.product(),
            statement.channel(),
            Receipt.PRESENT,
            verdict.permitted().stream().map(Problem::code).findFirst(),
            accepted,
            accepted,
            now.newestRoot().document().version(),
            now.floor(),
            List.of(),
            verdict.used(),
            List.of(),
            folder);
    return new Outcome(
        held.name(),
        folder.toString(),
        Decision.ACTIVATED,
        Optional.empty(),
        verdict.warnings(),
        List.of(),
        0,
        Optional.of(subject));
  }
}

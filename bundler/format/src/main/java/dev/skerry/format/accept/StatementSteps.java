package dev.skerry.format.accept;

import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps 4 to 9: judges what the statement says against what the site knows. */
final class StatementSteps {
  /** Features of format v1 that this version knows: none are defined yet. */
  private static final Set<String> FEATURES = Set.of();

  private final SiteView site;
  private final Trusted trusted;
  private final Statement statement;
  private final List<Problem> warnings = new ArrayList<>();
  private final Permits permits;

  StatementSteps(SiteView site, Trusted trusted) {
    this.site = site;
    this.trusted = trusted;
    this.statement = trusted.statement();
    this.permits = new Permits(site, trusted, warnings);
  }

  Verdict judge() {
    try {
      features();
      meant();
      revoked();
      epoch();
      if (present()) {
        return new Verdict.Present(warnings, permits.judged());
      }
      TimeStep time = new TimeStep(site, trusted.root(), statement, permits, warnings);
      time.judge();
      CounterStep.judge(site, statement, permits);
      return new Verdict.GoOn(warnings, permits.judged(), Optional.of(time.floor()));
    } catch (SkerryException e) {
      return refused(e.problem());
    }
  }

  private Verdict refused(Problem problem) {
    permits.tellOthers(List.of());
    return new Verdict.Refused(warnings, permits.judged(), problem);
  }

  /** Steps 4 to 6 for a bundle that is held, and the permit that lets it be active. */
  Verdict goBack() {
    try {
      features();
      meant();
      revoked();
      epoch();
      permits.lift(
          Permit.GO_BACK,
          refuse(
              AcceptError.GO_BACK, "may be the active one again by a permit of rule go-back only"));
      return new Verdict.GoOn(warnings, permits.judged(), Optional.empty());
    } catch (SkerryException e) {
      return refused(e.problem());
    }
  }

  private void features() {
    for (String feature : statement.requires().features()) {
      if (!FEATURES.contains(feature)) {
        throw refuse(
            AcceptError.FEATURE, "needs the feature \"" + feature + "\", which is unknown here");
      }
    }
  }

  private void meant() {
    boolean ofRoot = statement.product().equals(trusted.root().product());
    if (!statement.product().equals(site.product()) || !ofRoot) {
      throw refuse(
          AcceptError.PRODUCT,
          "is for product %s, this site takes %s".formatted(statement.product(), site.product()));
    }
    site.channel()
        .filter(channel -> !channel.equals(statement.channel()))
        .ifPresent(channel -> {
          throw refuse(
              AcceptError.CHANNEL,
              "is for channel %s, this site takes %s".formatted(statement.channel(), channel));
        });
    site.identity()
        .filter(identity -> !statement.isFor(identity))
        .ifPresent(identity -> {
          throw refuse(
              AcceptError.AUDIENCE,
              "is not for site %s (labels %s, groups %s); it is for %s"
                  .formatted(
                      identity.id(),
                      identity.labels(),
                      identity.groups(),
                      AudienceText.of(statement.audience())));
        });
  }

  private void revoked() {
    RootDocument.Revoked revoked = trusted.root().revoked();
    if (revoked.bundles().contains(trusted.statementDigest())) {
      throw refuse(
          AcceptError.BUNDLE_REVOKED,
          "was revoked by root %d: %s"
              .formatted(trusted.root().version(), trusted.statementDigest()));
    }
    for (Content entry : statement.content()) {
      if (revoked.content().contains(entry.digest())) {
        throw refuse(
            AcceptError.CONTENT_REVOKED,
            "carries %s, whose digest %s root %d revoked"
                .formatted(entry.reference(), entry.digest(), trusted.root().version()));
      }
    }
    for (String assumed : statement.assumes()) {
      if (revoked.content().stream().anyMatch(digest -> assumed.endsWith("@" + digest))) {
        throw refuse(
            AcceptError.CONTENT_REVOKED,
            "assumes %s, which root %d revoked".formatted(assumed, trusted.root().version()));
      }
    }
  }

  private void epoch() {
    if (statement.epoch() != trusted.root().epoch()) {
      throw refuse(
          AcceptError.EPOCH,
          "has epoch %d, but root %d has epoch %d"
              .formatted(statement.epoch(), trusted.root().version(), trusted.root().epoch()));
    }
  }

  /** Whether this very bundle is the accepted one. */
  private boolean present() {
    if (site.accepted().isEmpty()) {
      return false;
    }
    SiteView.Accepted last = site.accepted().get();
    int order = Long.compare(statement.epoch(), last.epoch());
    if (order == 0) {
      order = Long.compare(statement.sequence(), last.sequence());
    }
    if (order < 0) {
      throw refuse(
          AcceptError.ROLLBACK,
          "is older (epoch %d, sequence %d) than what this site accepted (epoch %d, sequence %d)"
              .formatted(statement.epoch(), statement.sequence(), last.epoch(), last.sequence()));
    }
    if (order == 0 && !last.statement().equals(trusted.statementDigest())) {
      throw refuse(
          AcceptError.TWO_BUNDLES,
          "is not the bundle %d that this site accepted: %s, not %s"
              .formatted(statement.sequence(), trusted.statementDigest(), last.statement()));
    }
    return order == 0;
  }

  private SkerryException refuse(AcceptError code, String reason) {
    return new SkerryException(code, statement.name(), reason);
  }
}

package dev.skerry.format.accept;

import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Step 8. The time judged by is the later of the clock and the floor, which only signed times
 * raise. A clock is called wrong, rather than the bundle expired, when it is more than 400 days
 * away from everything that was ever signed.
 */
final class TimeStep {
  private static final Duration WARN_AHEAD = Duration.ofDays(2);
  private static final Duration WRONG_CLOCK = Duration.ofDays(400);
  private static final Duration LONGEST_LIFE = Duration.ofDays(1_096);

  private final SiteView site;
  private final RootDocument root;
  private final Statement statement;
  private final Permits permits;
  private final List<Problem> warnings;
  private Instant time;

  TimeStep(
      SiteView site,
      RootDocument root,
      Statement statement,
      Permits permits,
      List<Problem> warnings) {
    this.site = site;
    this.root = root;
    this.statement = statement;
    this.permits = permits;
    this.warnings = warnings;
    this.time = site.time();
  }

  /**
   * The floor that the bundle leaves once it is in: what it says of its issue, but no more than a
   * desk's clock may be ahead of what it was judged by. So one desk in the wrong year does not make
   * honest bundles look expired.
   */
  Instant floor() {
    Instant most = time.plus(WARN_AHEAD);
    return statement.issued().isBefore(most) ? statement.issued() : most;
  }

  void judge() {
    lifetime();
    clockBehind();
    clockAhead();
    unexpired();
    age();
  }

  private void lifetime() {
    Duration life = Duration.between(statement.issued(), statement.expires());
    if (life.compareTo(LONGEST_LIFE) > 0) {
      throw refuse(
          AcceptError.LIFETIME,
          "lives %d days, %d are the most".formatted(life.toDays(), LONGEST_LIFE.toDays()));
    }
  }

  private void clockBehind() {
    Duration ahead = Duration.between(time, statement.issued());
    String both =
        "was issued %s, but the time here is %s"
            .formatted(Times.text(statement.issued()), Times.text(time));
    if (ahead.compareTo(WRONG_CLOCK) > 0) {
      wrongClock(
          refuse(AcceptError.CLOCK_BEHIND, both + ": the clock is more than 400 days behind"));
    } else if (ahead.compareTo(WARN_AHEAD) > 0) {
      warn(AcceptError.WARN_CLOCK_BEHIND, both);
    }
    if (site.now().isBefore(site.floor())) {
      warn(
          AcceptError.WARN_CLOCK_BEFORE_FLOOR,
          "is judged at %s: the clock shows %s, before what was signed already"
              .formatted(Times.text(site.floor()), Times.text(site.now())));
    }
  }

  /** A permit makes what was signed the time that everything after this is judged by. */
  private void wrongClock(SkerryException refusal) {
    time = permits.signedTime(permits.lift(Permit.CLOCK, refusal));
  }

  private void clockAhead() {
    Instant signed = newestSigned();
    if (expired() && Duration.between(signed, time).compareTo(WRONG_CLOCK) > 0) {
      wrongClock(
          refuse(
              AcceptError.CLOCK_AHEAD,
              "would be expired: the clock shows %s, more than 400 days after all that was signed"
                      .formatted(Times.text(time))
                  + " (%s)".formatted(Times.text(signed))));
    }
  }

  private boolean expired() {
    return !time.isBefore(root.expires()) || !time.isBefore(statement.expires());
  }

  private void unexpired() {
    if (!time.isBefore(root.expires())) {
      throw refuse(
          AcceptError.ROOT_EXPIRED,
          "comes with root %d, which expired %s; the time here is %s"
              .formatted(root.version(), Times.text(root.expires()), Times.text(time)));
    }
    if (!time.isBefore(statement.expires())) {
      permits.lift(
          Permit.EXPIRED,
          refuse(
              AcceptError.EXPIRED,
              "expired %s; the time here is %s"
                  .formatted(Times.text(statement.expires()), Times.text(time))));
    }
  }

  private Instant newestSigned() {
    return Stream.of(site.floor(), root.issued(), statement.issued())
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private void age() {
    site.maxAge()
        .filter(most -> Duration.between(statement.issued(), time).compareTo(most) > 0)
        .ifPresent(most -> {
          permits.lift(
              Permit.TOO_OLD,
              refuse(
                  AcceptError.TOO_OLD,
                  "was issued %s; this site takes bundles of at most %d days and it is %s"
                      .formatted(Times.text(statement.issued()), most.toDays(), Times.text(time))));
        });
  }

  private void warn(AcceptError code, String reason) {
    warnings.add(refuse(code, reason).problem());
  }

  private SkerryException refuse(AcceptError code, String reason) {
    return new SkerryException(code, statement.name(), reason);
  }
}

package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Acks;
import dev.skerry.store.AuditLog;
import dev.skerry.store.AuditLog.Acknowledged;
import java.util.Optional;

/**
 * Holds what the desk has seen of this site's log, as a bundle's {@code head/ACKS} says, against
 * the log. A log that does not begin so was cut, rewritten or restored from an older copy; the
 * bundle enters all the same, and everybody is told.
 *
 * @param told what the desk said; empty when the bundle does not speak of this site
 * @param problem why that is not believed, or not this log
 */
record Acknowledgement(Optional<Acknowledged> told, Optional<Problem> problem) {

  /** Judges the line of this site. */
  static Acknowledgement of(Head head, String site, AuditLog log) {
    byte[] list = head.extras().get(MemberName.extra(Acks.NAME));
    if (list == null) {
      return new Acknowledgement(Optional.empty(), Optional.empty());
    }
    try {
      return Optional.ofNullable(Acks.parse(list).sites().get(site))
          .map(ack -> judge(ack, log))
          .orElse(new Acknowledgement(Optional.empty(), Optional.empty()));
    } catch (SkerryException e) {
      return new Acknowledgement(Optional.empty(), Optional.of(e.problem()));
    }
  }

  private static Acknowledgement judge(Acks.Ack ack, AuditLog log) {
    long size = log.last().map(AuditLog.Entry::number).orElse(0L);
    Optional<Digest> root = ack.size() > size ? Optional.empty() : root(log, ack.size());
    boolean ours = root.equals(Optional.of(ack.root()));
    Optional<Problem> problem =
        ours ? Optional.empty() : Optional.of(contradicted(ack.size(), size));
    return new Acknowledgement(
        Optional.of(new Acknowledged(ack.size(), ack.root(), ours)), problem);
  }

  private static Optional<Digest> root(AuditLog log, long size) {
    try {
      return Optional.of(log.root(size));
    } catch (SkerryException e) {
      return Optional.empty();
    }
  }

  /** Also what a status says until a later bundle finds otherwise. */
  static Problem contradicted(long seen, long size) {
    return new SkerryException(
            SiteError.LOG_CONTRADICTED,
            "audit log",
            "of %s does not begin with the %d that the release desk has seen"
                .formatted(Amounts.entries(size), seen))
        .problem();
  }

  /** What was told last and is not this log. */
  static Optional<Problem> standing(AuditLog log) {
    return log.lastAcknowledged()
        .filter(last -> !last.ours())
        .map(last -> contradicted(last.size(), log.last().map(AuditLog.Entry::number).orElse(0L)));
  }
}

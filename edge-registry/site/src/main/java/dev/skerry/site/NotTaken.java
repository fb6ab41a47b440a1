package dev.skerry.site;

import dev.skerry.store.AuditLog;
import dev.skerry.store.AuditLog.Entry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The bundle that the last import did not take, for a technician who asks later why the site has
 * another one.
 *
 * @param time when that was
 * @param bundle its name
 * @param code of the refusal, or of the wait for volumes
 * @param reason item and reason of the refusal, or the volumes that are missing
 */
public record NotTaken(Instant time, String bundle, String code, String reason) {
  private static final Set<String> ENDS =
      Set.of(
          Journal.ADMITTED, Journal.PRESENT, Journal.ACTIVATED, Journal.REFUSED, Journal.WAITING);

  /** Looks into the log; empty when the last import took something, or there was none. */
  public static Optional<NotTaken> of(AuditLog log) {
    return log.lastOf(ENDS).flatMap(NotTaken::of);
  }

  private static Optional<NotTaken> of(Entry entry) {
    SortedMap<String, String> detail = entry.event().detail();
    String bundle = entry.event().object();
    return switch (entry.event().name()) {
      case Journal.REFUSED -> {
        String item = detail.getOrDefault("item", bundle);
        String about = bundle.equals(item) ? "" : item + " ";
        String reason = about + detail.getOrDefault("reason", "");
        yield Optional.of(
            new NotTaken(entry.time(), bundle, detail.getOrDefault("code", ""), reason));
      }
      case Journal.WAITING ->
          Optional.of(
              new NotTaken(
                  entry.time(),
                  bundle,
                  SiteError.VOLUMES_WAIT.code(),
                  "waits for " + detail.getOrDefault("volumes", "")));
      default -> Optional.empty();
    };
  }
}

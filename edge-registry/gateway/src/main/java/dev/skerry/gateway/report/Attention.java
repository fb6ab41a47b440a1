package dev.skerry.gateway.report;

import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.store.BadBlob;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What somebody has to look at before the next bundle comes: nodes pull meanwhile, but an import
 * would be refused, now or soon; or blobs are missing that only a stick can bring back.
 */
public final class Attention {
  private static final Duration SOON = Duration.ofDays(60);

  private final EmbeddedStore store;
  private final ChannelKey key;
  private final InstantSource clock;
  private final long reserve;
  private final List<Runnable> checks;
  private final Supplier<List<Problem>> revoked;

  /**
   * Looks at a site.
   *
   * @param reserve bytes that an import leaves free
   * @param checks each throws what it finds
   * @param revoked what is held and was revoked
   */
  public Attention(
      EmbeddedStore store,
      ChannelKey key,
      InstantSource clock,
      long reserve,
      List<Runnable> checks,
      Supplier<List<Problem>> revoked) {
    this.store = store;
    this.key = key;
    this.clock = clock;
    this.reserve = reserve;
    this.checks = List.copyOf(checks);
    this.revoked = revoked;
  }

  /** The newest root document that is trusted; empty for a site that lost its roots. */
  public static Optional<RootDocument> root(EmbeddedStore store, ChannelKey key) {
    var roots = store.state().roots(key.product());
    return roots.isEmpty()
        ? Optional.empty()
        : Optional.of(RootDocument.of(Envelope.parse(roots.getLast().envelope(), "root document")));
  }

  /** Everything at once, so that one visit mends it all. */
  public List<Problem> problems() {
    List<Problem> found = new ArrayList<>();
    for (Runnable check : checks) {
      try {
        check.run();
      } catch (SkerryException e) {
        found.add(e.problem());
      }
    }
    clock().ifPresent(found::add);
    Optional<RootDocument> root = root(store, key);
    root.flatMap(this::expiry).ifPresent(found::add);
    found.addAll(revoked.get());
    space().ifPresent(found::add);
    found.addAll(BadBlob.problems(store.scrub().bad()));
    return List.copyOf(found);
  }

  private Optional<Problem> clock() {
    Instant floor = store.state().floor(key);
    Instant now = clock.instant();
    return problem(
        now.isBefore(floor),
        AcceptError.WARN_CLOCK_BEFORE_FLOOR,
        "clock",
        "shows %s, but by what was admitted it is %s or later"
            .formatted(Times.text(now), Times.text(floor)));
  }

  private Optional<Problem> expiry(RootDocument root) {
    Instant floor = store.state().floor(key);
    Instant now = clock.instant().isBefore(floor) ? floor : clock.instant();
    return problem(
        !now.plus(SOON).isBefore(root.expires()),
        GatewayError.ROOT_ENDS,
        "root " + root.version(),
        "ends %s; from then on no bundle enters".formatted(Times.text(root.expires())));
  }

  private Optional<Problem> space() {
    long usable = store.blobs().usableSpace();
    return problem(
        usable < reserve,
        GatewayError.DISK_LOW,
        store.data().toString(),
        "has %,d bytes of room; an import has to leave %,d".formatted(usable, reserve));
  }

  private static Optional<Problem> problem(boolean is, ErrorCode code, String item, String reason) {
    return is ? Optional.of(new SkerryException(code, item, reason).problem()) : Optional.empty();
  }
}

package dev.skerry.format.accept;

import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a step found. */
public sealed interface Verdict {
  /** What people should hear although it refuses nothing. */
  List<Problem> warnings();

  /** The permits for this bundle whose rule refused it, whether they lifted that or not. */
  List<JudgedPermit> permits();

  /** What the time floor rises to; empty unless step 8 lets the bundle in. */
  default Optional<Instant> floor() {
    return Optional.empty();
  }

  /**
   * Nothing speaks against the bundle; the next step is due.
   *
   * @param floor what the time floor rises to when the bundle enters; empty where step 8 was not
   *     among what was judged
   */
  record GoOn(List<Problem> warnings, List<JudgedPermit> permits, Optional<Instant> floor)
      implements Verdict {
    /** Copies the lists. */
    public GoOn {
      warnings = List.copyOf(warnings);
      permits = List.copyOf(permits);
    }
  }

  /** This very bundle was accepted before: only what is missing or quarantined is read. */
  record Present(List<Problem> warnings, List<JudgedPermit> permits) implements Verdict {
    /** Copies the lists. */
    public Present {
      warnings = List.copyOf(warnings);
      permits = List.copyOf(permits);
    }
  }

  /** The bundle is refused. */
  record Refused(List<Problem> warnings, List<JudgedPermit> permits, Problem problem)
      implements Verdict {
    /** Copies the lists. */
    public Refused {
      warnings = List.copyOf(warnings);
      permits = List.copyOf(permits);
    }
  }

  /** The same after a step that had warnings of its own. */
  default Verdict after(Verdict earlier) {
    List<Problem> all = joined(earlier.warnings(), warnings());
    List<JudgedPermit> judged = joined(earlier.permits(), permits());
    return switch (this) {
      case GoOn goOn -> new GoOn(all, judged, goOn.floor().or(earlier::floor));
      case Present present -> new Present(all, judged);
      case Refused refused -> new Refused(all, judged, refused.problem());
    };
  }

  private static <T> List<T> joined(List<T> earlier, List<T> later) {
    return Stream.concat(earlier.stream(), later.stream()).toList();
  }

  /** The permits that lifted a rule, as a receipt carries them. */
  default CarriedPermits used() {
    return CarriedPermits.of(
        permits().stream().flatMap(permit -> permit.counted().stream()).toList());
  }

  /** A refusal before any permit was asked for. */
  static Verdict refused(Problem problem) {
    return new Refused(List.of(), List.of(), problem);
  }

  /** What was let in by a permit. */
  default List<Problem> permitted() {
    return warnings().stream()
        .filter(warning -> warning.code().equals(AcceptError.WARN_PERMITTED.code()))
        .toList();
  }

  /** This verdict, or its refusal thrown. */
  default Verdict orThrow() {
    if (this instanceof Refused refused) {
      throw new SkerryException(refused.problem());
    }
    return this;
  }
}

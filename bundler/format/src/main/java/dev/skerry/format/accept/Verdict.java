package dev.skerry.format.accept;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.util.List;
import java.util.stream.Stream;

/** What a step found. */
public sealed interface Verdict {
  /** What people should hear although it refuses nothing. */
  List<Problem> warnings();

  /** Nothing speaks against the bundle; the next step is due. */
  record GoOn(List<Problem> warnings) implements Verdict {
    /** Copies the list. */
    public GoOn {
      warnings = List.copyOf(warnings);
    }
  }

  /** This very bundle was accepted before: only what is missing or quarantined is read. */
  record Present(List<Problem> warnings) implements Verdict {
    /** Copies the list. */
    public Present {
      warnings = List.copyOf(warnings);
    }
  }

  /** The bundle is refused. */
  record Refused(List<Problem> warnings, Problem problem) implements Verdict {
    /** Copies the list. */
    public Refused {
      warnings = List.copyOf(warnings);
    }
  }

  /** The same after a step that had warnings of its own. */
  default Verdict after(List<Problem> earlier) {
    List<Problem> all = Stream.concat(earlier.stream(), warnings().stream()).toList();
    return switch (this) {
      case GoOn goOn -> new GoOn(all);
      case Present present -> new Present(all);
      case Refused refused -> new Refused(all, refused.problem());
    };
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

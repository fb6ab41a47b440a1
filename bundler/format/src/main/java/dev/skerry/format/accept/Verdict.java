package dev.skerry.format.accept;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.util.List;

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

  /** This verdict, or its refusal thrown. */
  default Verdict orThrow() {
    if (this instanceof Refused refused) {
      throw new SkerryException(refused.problem());
    }
    return this;
  }
}

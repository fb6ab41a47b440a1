package dev.skerry.rollout;

import dev.skerry.format.Digest;
import java.util.List;
import java.util.Optional;

/** What was done before; kept durably by whoever wires the roll-out. */
public interface Journal {
  /** The newest entry of each plan name. */
  List<PlanEntry> current();

  /** The entry of one plan digest. */
  Optional<PlanEntry> find(String name, Digest digest);

  /** Keeps an entry in place of the one of the same name and digest. */
  void record(PlanEntry entry);
}

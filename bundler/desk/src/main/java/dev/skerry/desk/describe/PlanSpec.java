package dev.skerry.desk.describe;

import dev.skerry.plans.yaml.Mark;
import java.util.List;
import java.util.Optional;

/** A plan: a file, or an intent that is rendered to plans. */
public sealed interface PlanSpec {
  /** How many people approve it at the site: {@code none}, {@code one} or {@code two}. */
  String approval();

  /** Where it stands. */
  Mark at();

  /**
   * A file as its own project documents it.
   *
   * @param name the file's base name without extension
   */
  record FromFile(String name, PathSpec file, String approval, Mark at) implements PlanSpec {}

  /** An upgrade of K3s as K3s recommends it: a plan for servers and one for agents. */
  record UpgradeK3s(
      String version,
      Nodes servers,
      Nodes agents,
      Optional<Window> window,
      String approval,
      Mark at)
      implements PlanSpec {}

  /** How one group of nodes is upgraded. */
  record Nodes(int concurrency, boolean cordon, Optional<Drain> drain) {}

  /** What {@code drain} of a Plan says; left out: the controller's default. */
  record Drain(
      Optional<String> timeout,
      Optional<Integer> gracePeriod,
      Optional<Boolean> force,
      Optional<Boolean> ignoreDaemonSets,
      Optional<Boolean> deleteEmptydirData,
      Optional<Boolean> disableEviction,
      Optional<Integer> skipWaitForDeleteTimeout) {}

  /** When jobs may begin. */
  record Window(List<String> days, String startTime, String endTime, String timeZone) {}
}

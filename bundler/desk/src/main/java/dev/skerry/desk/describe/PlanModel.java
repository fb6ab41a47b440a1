package dev.skerry.desk.describe;

import dev.skerry.desk.describe.PlanSpec.Drain;
import dev.skerry.desk.describe.PlanSpec.Nodes;
import dev.skerry.desk.describe.PlanSpec.Window;
import dev.skerry.desk.shape.Either;
import dev.skerry.desk.shape.Field;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Table;
import dev.skerry.desk.shape.Text;
import dev.skerry.plans.PlanFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of {@code plans:}. */
final class PlanModel {
  private static final Field<String> APPROVAL =
      Field.optional(
          "approval",
          Shapes.word(new TreeMap<>(Map.of("none", "none", "one", "one", "two", "two"))),
          "How many people approve the plan at the site: none (default), one or two.");
  private static final Field<PathSpec> FILE =
      Field.required(
          "file", Texts.PLACED_PATH, "A file with a Plan, ManagedOSImage or NodeOpUpgrade.");
  private static final Shape<PlanSpec> FROM_FILE =
      Table.of("a plan file", List.of(FILE, APPROVAL), PlanModel::fromFile);

  private static final Field<Integer> CONCURRENCY =
      Field.required("concurrency", Shapes.whole(1, 10_000), "Nodes upgraded at once.");
  private static final Field<Boolean> CORDON =
      Field.optional("cordon", Shapes.flag(), "Whether the node takes no new pods meanwhile.");
  private static final Field<String> TIMEOUT =
      Field.optional(
          "timeout",
          Text.of("a time with its unit, for instance 60s", "(?:[0-9]+(?:h|m|s))+"),
          "How long draining may take.");
  private static final Field<Integer> GRACE =
      Field.optional("gracePeriod", Shapes.whole(0, 86_400), "Seconds that pods get to end.");
  private static final Field<Boolean> FORCE =
      Field.optional("force", Shapes.flag(), "Whether pods without a controller go too.");
  private static final Field<Boolean> IGNORE_DAEMON_SETS =
      Field.optional("ignoreDaemonSets", Shapes.flag(), "Whether pods of DaemonSets may stay.");
  private static final Field<Boolean> DELETE_EMPTYDIR =
      Field.optional("deleteEmptydirData", Shapes.flag(), "Whether emptyDir data may be lost.");
  private static final Field<Boolean> DISABLE_EVICTION =
      Field.optional("disableEviction", Shapes.flag(), "Whether budgets are ignored.");
  private static final Field<Integer> SKIP_WAIT =
      Field.optional(
          "skipWaitForDeleteTimeout",
          Shapes.whole(0, 86_400),
          "Seconds after which a pod that is being deleted is not waited for.");
  private static final Field<Drain> DRAIN =
      Field.optional(
          "drain",
          Table.of(
              "how to drain",
              List.of(
                  TIMEOUT,
                  GRACE,
                  FORCE,
                  IGNORE_DAEMON_SETS,
                  DELETE_EMPTYDIR,
                  DISABLE_EVICTION,
                  SKIP_WAIT),
              PlanModel::drain),
          "Drains the node before; as in a Plan.");
  private static final Shape<Nodes> NODES =
      Table.of(
          "how nodes are upgraded",
          List.of(CONCURRENCY, CORDON, DRAIN),
          v -> new Nodes(v.need(CONCURRENCY), v.flag(CORDON), v.get(DRAIN)));

  private static final Field<List<String>> DAYS =
      Field.required(
          "days",
          new Many<>(Text.of("a day: mon, monday, mo or 1", days()), 1, 7),
          "Days on which jobs may begin.");
  private static final Field<String> START =
      Field.required("startTime", time(), "From this time on.");
  private static final Field<String> END = Field.required("endTime", time(), "Until this time.");
  private static final Field<String> ZONE =
      Field.optional(
          "timeZone",
          Text.of("a time zone, for instance Europe/Berlin", "[A-Za-z][A-Za-z0-9_+/-]{0,63}"),
          "Whose clock; UTC where nothing is written.");
  private static final Field<Window> WINDOW =
      Field.optional(
          "window",
          Table.of(
              "a window",
              List.of(DAYS, START, END, ZONE),
              v -> new Window(v.need(DAYS), v.need(START), v.need(END), v.get(ZONE).orElse("UTC"))),
          "When jobs may begin.");

  private static final Field<String> UPGRADE =
      Field.required(
          "upgrade",
          Shapes.word(new TreeMap<>(Map.of("k3s", "k3s"))),
          "An intent: rendered to the pair of Plans that K3s recommends.");
  private static final Field<String> VERSION =
      Field.required("version", Texts.K3S_VERSION, "The release to upgrade to.");
  private static final Field<Nodes> SERVERS =
      Field.optional("servers", NODES, "How servers are upgraded; one at a time by default.");
  private static final Field<Nodes> AGENTS =
      Field.optional("agents", NODES, "How agents are upgraded; one at a time by default.");
  private static final Shape<PlanSpec> INTENT =
      Table.of(
          "an intent",
          List.of(UPGRADE, VERSION, SERVERS, AGENTS, WINDOW, APPROVAL),
          PlanModel::intent);

  /** An entry of {@code plans:}. */
  static final Shape<PlanSpec> PLAN = Either.withKey("upgrade", INTENT, FROM_FILE);

  private PlanModel() {}

  private static PlanSpec fromFile(Table.Values v) {
    PathSpec file = v.need(FILE);
    String name = PlanFile.planName(file.path());
    return new PlanSpec.FromFile(name, file, v.get(APPROVAL).orElse("none"), v.at());
  }

  private static PlanSpec intent(Table.Values v) {
    Nodes oneByOne = new Nodes(1, true, Optional.empty());
    return new PlanSpec.UpgradeK3s(
        v.need(VERSION),
        v.get(SERVERS).orElse(oneByOne),
        v.get(AGENTS).orElse(oneByOne),
        v.get(WINDOW),
        v.get(APPROVAL).orElse("none"),
        v.at());
  }

  private static Drain drain(Table.Values v) {
    return new Drain(
        v.get(TIMEOUT),
        v.get(GRACE),
        v.get(FORCE),
        v.get(IGNORE_DAEMON_SETS),
        v.get(DELETE_EMPTYDIR),
        v.get(DISABLE_EVICTION),
        v.get(SKIP_WAIT));
  }

  private static Shape<String> time() {
    return Text.of("a time, for instance \"02:00\"", "(?:[01][0-9]|2[0-3]):[0-5][0-9]");
  }

  private static String days() {
    return "[0-6]|su(?:n(?:day)?)?|mo(?:n(?:day)?)?|tu(?:e(?:sday)?)?|we(?:d(?:nesday)?)?"
        + "|th(?:u(?:rsday)?)?|fr(?:i(?:day)?)?|sa(?:t(?:urday)?)?";
  }
}

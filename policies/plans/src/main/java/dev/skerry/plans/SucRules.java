package dev.skerry.plans;

import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules for a Plan of the system-upgrade-controller (contracts.md 4.1 and 4.11). */
final class SucRules {
  private static final Set<String> SPEC =
      Set.of(
          "concurrency",
          "jobActiveDeadlineSecs",
          "nodeSelector",
          "serviceAccountName",
          "channel",
          "version",
          "secrets",
          "tolerations",
          "exclusive",
          "window",
          "prepare",
          "upgrade",
          "cordon",
          "drain",
          "imagePullSecrets",
          "postCompleteDelay",
          "priorityClassName",
          "postCompleteLabels");
  private static final Set<String> CONTAINER =
      Set.of("image", "command", "args", "envs", "envFrom", "volumes", "securityContext");
  private static final Set<String> DRAIN =
      Set.of(
          "timeout",
          "gracePeriod",
          "deleteLocalData",
          "deleteEmptydirData",
          "ignoreDaemonSets",
          "force",
          "disableEviction",
          "skipWaitForDeleteTimeout",
          "podSelector");
  private static final Set<String> WINDOW = Set.of("days", "startTime", "endTime", "timeZone");
  private static final Pattern DAY =
      Pattern.compile(
          "[0-6]|su(n(day)?)?|mo(n(day)?)?|tu(e(sday)?)?|we(d(nesday)?)?|th(u(rsday)?)?"
              + "|fr(i(day)?)?|sa(t(urday)?)?");

  private final Yaml.Mapping doc;
  private final PlanRules out;

  SucRules(Yaml.Mapping doc, PlanRules out) {
    this.doc = doc;
    this.out = out;
  }

  void run() {
    fields("spec", SPEC);
    fields("spec.prepare", CONTAINER);
    fields("spec.upgrade", CONTAINER);
    fields("spec.drain", DRAIN);
    fields("spec.window", WINDOW);
    selection();
    version();
    images();
    window();
    drain();
    labels();
  }

  private void fields(String path, Set<String> known) {
    Optional<Yaml.Mapping> mapping = doc.mapping(path.split("\\."));
    for (Yaml.Entry entry : mapping.map(Yaml.Mapping::entries).orElse(List.of())) {
      if (!known.contains(entry.key())) {
        String hint = Words.hint(entry.key(), new TreeSet<>(known));
        String field = path + "." + entry.key();
        out.error(PlanError.UNKNOWN_FIELD, entry.keyAt(), field, "is no field of a Plan" + hint);
      }
    }
  }

  private void selection() {
    Optional<Yaml.Scalar> concurrency = doc.scalar("spec", "concurrency");
    boolean positive =
        concurrency.isPresent()
            && concurrency.get().kind() == Yaml.ScalarKind.WHOLE
            && concurrency.get().text().matches("[1-9][0-9]*");
    if (!positive) {
      out.error(
          PlanError.CONCURRENCY,
          concurrency.map(Yaml::at).orElse(out.specAt()),
          "spec.concurrency",
          "is absent or not above 0: no node is ever taken, yet the plan says Complete");
    }
    if (doc.mapping("spec", "nodeSelector").isEmpty()) {
      out.error(
          PlanError.NODE_SELECTOR,
          out.specAt(),
          "spec.nodeSelector",
          "is absent: it matches no node, yet the plan says Complete");
    }
  }

  private void version() {
    Optional<Yaml.Scalar> version = doc.scalar("spec", "version");
    if (version.isEmpty()) {
      Optional<Yaml.Scalar> channel = doc.scalar("spec", "channel");
      out.error(
          PlanError.CHANNEL_ONLY,
          channel.map(Yaml::at).orElse(out.specAt()),
          "spec.version",
          "is absent: " + (channel.isPresent() ? "a channel" : "it") + " never resolves offline");
      return;
    }
    Yaml.Scalar found = version.get();
    String munged = NodeImage.munged(found.text());
    if (found.kind() != Yaml.ScalarKind.TEXT) {
      illegal(found.at(), found.text(), "is not a string for YAML: put it in quotes");
    } else if (munged.isEmpty() || !PlanRules.isLabelValue(munged)) {
      illegal(found.at(), found.text(), "cannot be the value of a label: the job is never made");
    }
  }

  private void illegal(Mark at, String version, String reason) {
    out.error(PlanError.VERSION, at, "spec.version", "\"" + version + "\" " + reason);
  }

  private void images() {
    if (doc.scalar("spec", "upgrade", "image").isEmpty()) {
      out.error(PlanError.IMAGE, out.specAt(), "spec.upgrade.image", "is missing");
    }
    doc.mapping("spec", "prepare")
        .filter(p -> p.scalar("image").isEmpty())
        .ifPresent(p -> out.error(PlanError.IMAGE, p.at(), "spec.prepare.image", "is missing"));
  }

  private void window() {
    for (Yaml day : doc.items("spec", "window", "days")) {
      if (day instanceof Yaml.Scalar s && !DAY.matcher(s.text()).matches()) {
        String lower = s.text().toLowerCase(Locale.ROOT);
        String hint = DAY.matcher(lower).matches() ? ": write " + lower : "";
        String reason = "has \"" + s.text() + "\", which the API server refuses" + hint;
        out.error(PlanError.WINDOW_DAY, s.at(), "spec.window.days", reason);
      }
    }
  }

  private void drain() {
    Optional<Yaml.Mapping> drain = doc.mapping("spec", "drain");
    if (drain.isEmpty()) {
      return;
    }
    Optional<Yaml.Entry> second = drain.get().entry("deleteEmptydirData");
    if (second.isPresent() && drain.get().entry("deleteLocalData").isPresent()) {
      out.error(
          PlanError.DRAIN,
          second.get().keyAt(),
          "spec.drain",
          "has both deleteLocalData and deleteEmptydirData: the plan is invalid");
    }
    drain
        .flatMap(d -> d.scalar("timeout"))
        .filter(t -> t.kind() == Yaml.ScalarKind.WHOLE)
        .ifPresent(t ->
            out.warning(
                PlanError.DRAIN_TIMEOUT,
                t.at(),
                "spec.drain.timeout",
                "is a plain number, which counts nanoseconds"));
  }

  private void labels() {
    Collection<Yaml.Entry> labels =
        doc.mapping("spec", "postCompleteLabels").map(Yaml.Mapping::entries).orElse(List.of());
    for (Yaml.Entry label : labels) {
      if (label.value() instanceof Yaml.Scalar value
          && !PlanRules.isLabelValue(value.text().replaceAll("\\$\\(LATEST_[A-Z]+\\)", "x"))) {
        out.error(
            PlanError.LABEL_VALUE,
            value.at(),
            "spec.postCompleteLabels." + label.key(),
            "is no label value: nodes would stay unlabelled while the plan says Complete");
      }
    }
  }
}

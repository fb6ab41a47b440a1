package dev.skerry.desk.permit;

import dev.skerry.desk.root.SignedWords;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.sign.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a permit allows, for people who sign it or carry it. */
public final class PermitWords {
  private static final Map<String, String> MEANS =
      Map.of(
          Permit.EXPIRED, "although it has expired",
          Permit.TOO_OLD, "although it is older than the site takes",
          Permit.CLOCK, "although the site's clock is wrong; the time is then that of the permit",
          Permit.COUNTER, "although plans, OS or files in it are older than what the site has",
          Permit.GO_BACK, "again, although a newer one was active; it must still be held");

  private PermitWords() {}

  /** Lines for people. */
  public static List<String> of(PermitFile file, RootDocument root, Instant now) {
    Permit permit = file.signed().permit();
    List<String> lines = new ArrayList<>();
    lines.add(
        "site %s of product %s may take the bundle".formatted(permit.site(), permit.product()));
    lines.add("  statement " + permit.statement());
    lines.add("  " + MEANS.getOrDefault(permit.rule(), policy(permit.rule())));
    lines.add("  because: " + permit.reason());
    lines.add(
        "  from %s until %s".formatted(Times.text(permit.issued()), Times.text(permit.expires())));
    Threshold threshold = file.judge(root);
    SignedWords.of(
            root,
            RoleName.DEPLOY,
            file.signed().envelope(),
            "role deploy of root " + root.version())
        .forEach(line -> lines.add("  " + line));
    if (!permit.expires().isAfter(now)) {
      lines.add("  attention: it has ended");
    } else if (!threshold.met()) {
      lines.add("  attention: it does not count yet: skerry permit sign adds a signature");
    }
    return lines.stream().map(OneLine::of).toList();
  }

  private static String policy(String rule) {
    return "although " + rule.replaceFirst("/", " ") + " of the site denies it";
  }
}

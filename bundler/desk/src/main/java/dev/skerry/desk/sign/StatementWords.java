package dev.skerry.desk.sign;

import dev.skerry.desk.difference.Item;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Previous;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a signer reads before signing. */
public final class StatementWords {
  /** What the lines above the content say with what it was before. */
  private static final Set<String> TERMS =
      Set.of(
          StatementFacts.AUDIENCE,
          StatementFacts.ASSUMES,
          StatementFacts.DOWNGRADE,
          StatementFacts.VALIDITY);

  private final Statement now;
  private final Difference difference;
  private final List<String> lines = new ArrayList<>();

  private StatementWords(Statement now, Difference difference) {
    this.now = now;
    this.difference = difference;
  }

  /** Lines for people, the statement's digest last. */
  public static List<String> of(StatementFile file, Difference difference) {
    StatementWords words = new StatementWords(file.statement(), difference);
    words.heading();
    words.terms();
    words.content();
    words.lines.add("Statement " + file.digest());
    words.lines.add("  " + file.digest().spoken());
    return List.copyOf(words.lines);
  }

  private void heading() {
    lines.add(
        "%s: product %s, channel %s, epoch %d, sequence %d"
            .formatted(now.name(), now.product(), now.channel(), now.epoch(), now.sequence()));
    Optional<Entry> before = difference.previous();
    if (before.isEmpty()) {
      lines.add(
          now.previous()
              .map(previous ->
                  "  nothing to compare with: statement %s, the one before it, is not at hand;"
                      .concat(" name its file: --previous FILE")
                      .formatted(previous.statement()))
              .orElse("  the first of its channel: everything in it is new"));
      return;
    }
    lines.add("  compared with " + before.get().statement().name());
    Optional<Digest> named = now.previous().map(Previous::statement);
    if (!named.equals(Optional.of(before.get().digest()))) {
      String other = named.map(d -> "it names " + d).orElse("it names none");
      lines.add("  attention: that is not the one it names as its previous; " + other);
    }
  }

  private void terms() {
    term("issued", Times.text(now.issued()), s -> Times.text(s.issued()));
    term("expires", Times.text(now.expires()), s -> Times.text(s.expires()));
    term("audience", StatementFacts.audience(now), StatementFacts::audience);
    term("assumes", assumes(now), StatementWords::assumes);
    lines.add(
        "  size      %,d bytes in %,d members"
            .formatted(now.totals().bytes(), now.totals().members()));
    for (Downgrade fall : now.downgrade()) {
      lines.add(
          "  downgrade %s %s to counter %d: %s"
              .formatted(fall.kind(), fall.name(), fall.counter(), fall.reason()));
    }
  }

  private void term(String name, String text, Function<Statement, String> read) {
    String was =
        difference
            .previous()
            .map(entry -> read.apply(entry.statement()))
            .filter(before -> !before.equals(text))
            .map(before -> "  (was " + before + ")")
            .orElse("");
    lines.add("  %-9s %s%s".formatted(name, text, was));
  }

  private static String assumes(Statement statement) {
    return statement.assumes().isEmpty() ? "nothing" : String.join(", ", statement.assumes());
  }

  private void content() {
    List<Item> items =
        difference.items().stream().filter(item -> !TERMS.contains(item.what())).toList();
    if (items.isEmpty()) {
      lines.add("  content and plans are the same");
    }
    boolean unknown = difference.unknown(now);
    if (unknown) {
      lines.add("  what is in it, new or not:");
    }
    items.stream().map(item -> unknown ? item.line(" ") : item.line()).forEach(lines::add);
  }
}

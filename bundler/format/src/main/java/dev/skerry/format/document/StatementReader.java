package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a statement to the letter of format section 3. */
final class StatementReader {
  private StatementReader() {}

  static Statement read(byte[] payload) {
    Fields top =
        Fields.of(
                JsonReader.strict(payload, "statement"),
                "statement",
                FormatError.STATEMENT_SPELLING)
            .inOrder("_type", "subject", "predicateType", "predicate");
    Reading.exactly(top, "_type", PayloadTypes.STATEMENT_TYPE);
    Reading.exactly(top, "predicateType", PayloadTypes.BUNDLE_PREDICATE);
    return predicate(sums(top), top.object("predicate"));
  }

  private static Digest sums(Fields top) {
    List<Digest> subjects =
        top.objects(
            "subject",
            s -> {
              s.inOrder("name", "digest");
              Reading.exactly(s, "name", "SHA256SUMS");
              Fields digest = s.object("digest");
              return Reading.spelled(digest, "sha256", () -> new Digest(digest.text("sha256")));
            });
    if (subjects.size() != 1) {
      throw top.refuse("subject", "names %d files, not 1".formatted(subjects.size()));
    }
    return subjects.getFirst();
  }

  private static Statement predicate(Digest sums, Fields p) {
    p.inOrder(
        "product",
        "channel",
        "epoch",
        "sequence",
        "issued",
        "expires",
        "previous",
        "totals",
        "requires",
        "audience",
        "content",
        "plans",
        "assumes",
        "downgrade",
        "evidence");
    Instant issued = Reading.time(p, "issued");
    Instant expires = Reading.time(p, "expires");
    if (!expires.isAfter(issued)) {
      throw p.refuse("expires", "is %s, not after issued %s".formatted(expires, issued));
    }
    return new Statement(
        sums,
        Reading.matching(p, "product", Names::isId),
        Reading.matching(p, "channel", Names::isId),
        Reading.atLeast(p, "epoch", 1),
        Reading.atLeast(p, "sequence", 1),
        issued,
        expires,
        p.optionalObject("previous").map(StatementReader::previous),
        totals(p.object("totals")),
        p.optionalObject("requires").map(StatementReader::requires).orElse(Requires.NOTHING),
        p.objects("audience", StatementReader::audience),
        content(p),
        plans(p),
        p.texts("assumes"),
        p.objects("downgrade", StatementReader::downgrade),
        p.objects("evidence", StatementReader::evidence));
  }

  private static Previous previous(Fields f) {
    f.inOrder("epoch", "sequence", "statement");
    return new Previous(
        Reading.atLeast(f, "epoch", 1),
        Reading.atLeast(f, "sequence", 1),
        Reading.digest(f, "statement"));
  }

  private static Totals totals(Fields f) {
    f.inOrder("members", "metadata", "bytes");
    return new Totals(f.number("members"), f.number("metadata"), f.number("bytes"));
  }

  private static Requires requires(Fields f) {
    f.inOrder("features", "bases");
    return new Requires(f.texts("features"), Reading.digests(f, "bases"));
  }

  private static AudienceEntry audience(Fields f) {
    f.inOrder("clusterName", "clusterSelector", "clusterGroup");
    return new AudienceEntry(
        f.optionalText("clusterName"),
        f.optionalObject("clusterSelector").map(StatementReader::selector),
        f.optionalText("clusterGroup"));
  }

  private static Selector selector(Fields f) {
    f.inOrder("matchLabels", "matchExpressions");
    return new Selector(f.textMap("matchLabels"), f.objects("matchExpressions", e -> term(e)));
  }

  private static Selector.Expression term(Fields f) {
    f.inOrder("key", "operator", "values");
    String word = f.text("operator");
    Selector.Operator operator =
        Selector.Operator.of(word)
            .orElseThrow(() -> f.refuse("operator", "is \"" + word + "\", which is unknown"));
    return new Selector.Expression(f.text("key"), operator, f.texts("values"));
  }

  private static List<Content> content(Fields p) {
    List<Content> all = p.objects("content", StatementReader::entry);
    if (all.size() > Limits.V1.contentEntries()) {
      throw p.refuse(
          "content",
          "has %d entries, %d are the most".formatted(all.size(), Limits.V1.contentEntries()));
    }
    Set<String> references = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      Content entry = all.get(i);
      if (i > 0 && Content.ORDER.compare(all.get(i - 1), entry) >= 0) {
        throw p.refuse("content[" + i + "]", "is not in the order of kind, reference, digest");
      }
      if (!references.add(entry.reference())) {
        throw p.refuse("content[" + i + "]", "names " + entry.reference() + " a second time");
      }
    }
    return all;
  }

  private static Content entry(Fields f) {
    f.inOrder(
        "kind", "name", "reference", "digest", "mediaType", "platforms", "counter", "foreign");
    Kind kind = new Kind(f.text("kind"));
    Optional<String> name = f.optionalText("name");
    OptionalLong counter = f.optionalNumber("counter");
    if (kind.known()
        && (name.isPresent() != kind.counted() || counter.isPresent() != kind.counted())) {
      throw f.refuse("name", "and counter do not fit the kind " + kind);
    }
    Digest digest = Reading.digest(f, "digest");
    List<Platform> platforms =
        Reading.spelled(
            f, "platforms", () -> f.texts("platforms").stream().map(Platform::parse).toList());
    Reading.ascending(f, "platforms", platforms);
    return new Content(
        kind,
        name,
        reference(f, digest),
        digest,
        f.text("mediaType"),
        platforms,
        counter,
        foreignSkip(f));
  }

  private static String reference(Fields f, Digest digest) {
    String text = f.text("reference");
    Reference reference = Reading.spelled(f, "reference", () -> Reference.parse(text));
    boolean sound =
        reference.toString().equals(text)
            && (reference.tag().isPresent() || reference.digest().isPresent())
            && reference.digest().map(digest::equals).orElse(true);
    if (!sound) {
      throw f.refuse("reference", "is \"%s\": no tag, or another digest".formatted(text));
    }
    return text;
  }

  private static boolean foreignSkip(Fields f) {
    Optional<String> word = f.optionalText("foreign");
    if (word.isPresent() && !word.get().equals("skip")) {
      throw f.refuse("foreign", "is \"" + word.get() + "\", not \"skip\"");
    }
    return word.isPresent();
  }

  private static List<PlanEntry> plans(Fields p) {
    List<PlanEntry> plans =
        p.objects(
            "plans",
            f -> {
              f.inOrder("name", "digest", "approval");
              return new PlanEntry(
                  Reading.matching(f, "name", Names::isPlan),
                  Reading.digest(f, "digest"),
                  Reading.matching(f, "approval", PlanEntry.APPROVALS::contains));
            });
    Set<String> names = new HashSet<>();
    for (PlanEntry plan : plans) {
      if (!names.add(plan.name())) {
        throw p.refuse("plans", "name " + plan.name() + " a second time");
      }
    }
    return plans;
  }

  private static Downgrade downgrade(Fields f) {
    f.inOrder("kind", "name", "counter", "reason");
    return new Downgrade(f.text("kind"), f.text("name"), f.number("counter"), f.text("reason"));
  }

  private static Evidence evidence(Fields f) {
    f.inOrder("digest", "mediaType", "about");
    return new Evidence(
        Reading.digest(f, "digest"), f.text("mediaType"), Reading.digest(f, "about"));
  }
}

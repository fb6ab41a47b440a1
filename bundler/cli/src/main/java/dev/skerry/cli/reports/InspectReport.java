package dev.skerry.cli.reports;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.read.Inspect.Entry;
import dev.skerry.desk.read.Inspect.Front;
import dev.skerry.format.Platform;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Signature;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What {@code inspect} and {@code ls} say. */
public final class InspectReport {
  /** Said first: nothing that follows was checked. */
  public static final String UNTRUSTED =
      "not verified: anybody could have written this; skerry verify judges it";

  private InspectReport() {}

  /** Says in words what bundles say of themselves. */
  public static void say(Console console, List<Front> fronts) {
    console.err().println(UNTRUSTED);
    console.err().flush();
    fronts.forEach(front -> say(console, front));
    console.out().flush();
  }

  private static void say(Console console, Front front) {
    Statement s = front.statement();
    line(console, s.name(), "");
    line(console, "  statement", front.envelope().payloadDigest().toString());
    line(console, "  " + front.envelope().payloadDigest().spoken(), "");
    line(console, "  product", s.product() + ", channel " + s.channel());
    line(console, "  epoch", s.epoch() + ", sequence " + s.sequence());
    line(console, "  issued", s.issued() + ", expires " + s.expires());
    line(console, "  audience", s.audience().isEmpty() ? "every site" : s.audience().toString());
    line(
        console,
        "  content",
        Amounts.entries(s.content().size()) + ", " + Amounts.count(s.plans().size(), "plan"));
    line(console, "  size", Amounts.bytes(s.totals().bytes()));
    line(console, "  volumes", front.files().volumes().size() + " here");
    for (RootDocument root : front.roots()) {
      String signers =
          root.signers().stream()
              .map(RootDocument.RootSigner::name)
              .collect(Collectors.joining(", "));
      line(console, "  root " + root.version(), "epoch " + root.epoch() + ", signers " + signers);
    }
    for (Signature signature : front.envelope().signatures()) {
      line(console, "  signature", signature.keyid());
    }
    front.seen().ifPresent(seen -> line(console, "  " + VerifyReport.words(seen), ""));
    front
        .unread()
        .ifPresent(
            w -> console.err().println(OneLine.of("warning: " + w.item() + " " + w.reason())));
  }

  private static void line(Console console, String name, String value) {
    String line = value.isEmpty() ? name : "%-14s %s".formatted(name, value);
    console.out().println(OneLine.of(line));
  }

  /** The same as JSON, the statement as it was signed. */
  public static String json(List<Front> fronts) {
    return JsonText.object()
        .put("verified", false)
        .allObjects("bundles", fronts, InspectReport::put)
        .text();
  }

  private static void put(JsonText json, Front front) {
    json.put("name", front.statement().name())
        .put("digest", front.envelope().payloadDigest().toString())
        .put("statement", new String(front.envelope().payload(), StandardCharsets.UTF_8))
        .strings(
            "signatures", front.envelope().signatures().stream().map(Signature::keyid).toList())
        .objects(
            "roots",
            front.roots(),
            (root, document) ->
                root.put("version", document.version()).put("epoch", document.epoch()));
    front.seen().ifPresent(seen -> VerifyReport.put(json, seen));
    front.unread().ifPresent(problem -> json.object("unread", p -> ProblemJson.write(p, problem)));
  }

  /** Lists the content of bundles by name, one line per entry. */
  public static void list(Console console, SequencedMap<String, List<Entry>> bundles) {
    console.err().println(UNTRUSTED);
    console.err().flush();
    bundles.forEach((name, entries) -> {
      console.out().println(name);
      list(console, entries);
    });
    console.out().flush();
  }

  private static void list(Console console, List<Entry> entries) {
    for (Entry entry : entries) {
      Content content = entry.content();
      console
          .out()
          .println(
              "%-8s %s  %9s  %s%s"
                  .formatted(
                      content.kind().word(),
                      content.digest().shortHex(),
                      Amounts.bytes(entry.size()),
                      content.reference(),
                      platforms(content)));
    }
  }

  private static String platforms(Content content) {
    return content.platforms().isEmpty()
        ? ""
        : content.platforms().stream()
            .map(Platform::toString)
            .collect(Collectors.joining(", ", "  (", ")"));
  }

  /** The content of bundles by name, as JSON. */
  public static String listJson(SequencedMap<String, List<Entry>> bundles) {
    return JsonText.object()
        .put("verified", false)
        .allObjects(
            "bundles",
            List.copyOf(bundles.entrySet()),
            (json, bundle) ->
                json.put("name", bundle.getKey())
                    .allObjects("content", bundle.getValue(), InspectReport::put))
        .text();
  }

  private static void put(JsonText json, Entry entry) {
    Content content = entry.content();
    json.put("kind", content.kind().word())
        .put("reference", content.reference())
        .put("digest", content.digest().toString())
        .put("mediaType", content.mediaType())
        .strings("platforms", content.platforms().stream().map(Platform::toString).toList())
        .put("size", entry.size());
    content.counter().ifPresent(counter -> json.put("counter", counter));
  }
}

package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Receipt.PlanState;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a receipt to the letter of format section 5. */
final class ReceiptReader {
  private static final Set<String> DECISIONS =
      Set.of(Receipt.ADMITTED, Receipt.PRESENT, Receipt.REFUSED);
  private static final Set<String> STATES = Set.of("handed-over", "applied", "waiting", "refused");
  private static final Pattern CODE = Pattern.compile("SKY-[0-9]{4}");

  private ReceiptReader() {}

  static Receipt read(byte[] payload) {
    Fields top =
        Fields.of(JsonReader.strict(payload, "receipt"), "receipt", FormatError.RECEIPT_SPELLING)
            .inOrder("_type", "subject", "predicateType", "predicate");
    Reading.exactly(top, "_type", PayloadTypes.STATEMENT_TYPE);
    Reading.exactly(top, "predicateType", PayloadTypes.RECEIPT_PREDICATE);
    List<Subject> subjects = top.objects("subject", ReceiptReader::subject);
    if (subjects.size() != 1) {
      throw top.refuse("subject", "names %d bundles, not 1".formatted(subjects.size()));
    }
    return predicate(subjects.getFirst(), top.object("predicate"));
  }

  private record Subject(String name, Digest statement) {}

  private static Subject subject(Fields f) {
    f.inOrder("name", "digest");
    Fields digest = f.object("digest");
    return new Subject(
        Reading.matching(f, "name", Names::isBundle),
        Reading.spelled(digest, "sha256", () -> new Digest(digest.text("sha256"))));
  }

  private static Receipt predicate(Subject subject, Fields p) {
    p.inOrder(
        "site",
        "number",
        "issued",
        "product",
        "channel",
        "decision",
        "code",
        "before",
        "after",
        "root",
        "floor",
        "signers",
        "plans",
        "checkpoint",
        "consistency",
        "nodes",
        "moreNodes",
        "successions",
        "permits",
        "morePermits");
    return new Receipt(
        subject.name(),
        subject.statement(),
        Reading.matching(p, "site", Names::isId),
        Reading.atLeast(p, "number", 1),
        Reading.time(p, "issued"),
        Reading.matching(p, "product", Names::isId),
        Reading.matching(p, "channel", Names::isId),
        Reading.matching(p, "decision", DECISIONS::contains),
        p.has("code")
            ? Optional.of(Reading.matching(p, "code", c -> CODE.matcher(c).matches()))
            : Optional.empty(),
        p.optionalObject("before").map(ReceiptReader::position),
        p.optionalObject("after").map(ReceiptReader::position),
        Reading.atLeast(p, "root", 1),
        Reading.time(p, "floor"),
        signers(p),
        p.objects("plans", ReceiptReader::plan),
        p.optionalText("checkpoint"),
        p.objects("consistency", ReceiptReader::consistency),
        nodes(p),
        more(p),
        successions(p),
        CarriedPermits.read(p));
  }

  private static List<String> signers(Fields p) {
    List<String> signers = p.texts("signers");
    if (!signers.stream().allMatch(Names::isSigner)) {
      throw p.refuse("signers", "hold what is no name of a signer");
    }
    return signers;
  }

  private static List<Envelope> successions(Fields p) {
    List<String> texts = p.texts("successions");
    if (texts.size() > Succession.MOST) {
      throw p.refuse(
          "successions", "are %d, more than %d".formatted(texts.size(), Succession.MOST));
    }
    return texts.stream()
        .map(text -> Reading.base64(p, "successions", text))
        .map(bytes -> Reading.spelled(p, "successions", () -> Envelope.parse(bytes, "succession")))
        .toList();
  }

  private static Optional<List<Receipt.Node>> nodes(Fields p) {
    if (!p.has("nodes")) {
      return Optional.empty();
    }
    List<Receipt.Node> nodes = p.objects("nodes", ReceiptReader::node);
    if (nodes.size() > Receipt.MOST_NODES) {
      throw p.refuse("nodes", "are %d, more than %d".formatted(nodes.size(), Receipt.MOST_NODES));
    }
    Reading.ascending(p, "nodes", nodes.stream().map(Receipt.Node::name).toList());
    return Optional.of(nodes);
  }

  private static long more(Fields p) {
    if (!p.has("moreNodes")) {
      return 0;
    }
    if (!p.has("nodes")) {
      throw p.refuse("moreNodes", "stands without nodes");
    }
    return Reading.atLeast(p, "moreNodes", 1);
  }

  private static Receipt.Node node(Fields f) {
    f.inOrder("name", "kubelet", "os", "runtime", "ready", "plans");
    List<String> plans = f.texts("plans");
    Reading.ascending(f, "plans", plans);
    if (!plans.stream().allMatch(Names::isPlan)) {
      throw f.refuse("plans", "hold what is no name of a plan");
    }
    return new Receipt.Node(
        Reading.matching(f, "name", Names::isNode),
        Reading.matching(f, "kubelet", Names::isVersion),
        Reading.matching(f, "os", Names::isVersion),
        Reading.matching(f, "runtime", Names::isVersion),
        f.flag("ready"),
        plans);
  }

  private static Receipt.Consistency consistency(Fields f) {
    f.inOrder("from", "proof");
    return new Receipt.Consistency(
        Reading.atLeast(f, "from", 1),
        Reading.spelled(f, "proof", () -> f.texts("proof").stream().map(Digest::new).toList()));
  }

  private static Position position(Fields f) {
    f.inOrder("epoch", "sequence");
    return new Position(Reading.atLeast(f, "epoch", 1), Reading.atLeast(f, "sequence", 1));
  }

  private static PlanState plan(Fields f) {
    f.inOrder("name", "digest", "state");
    return new PlanState(
        Reading.matching(f, "name", Names::isPlan),
        Reading.digest(f, "digest"),
        Reading.matching(f, "state", STATES::contains));
  }
}

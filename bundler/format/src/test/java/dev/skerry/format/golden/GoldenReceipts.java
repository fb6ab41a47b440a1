package dev.skerry.format.golden;

import dev.skerry.format.Digest;
import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Sites;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Succession;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestLog;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a site left that took the golden bundle 1, refused 3, changed its key and took 2: its log,
 * its receipts and the desk's lists of sites, before and after. What a gateway wrote was the
 * pattern.
 */
final class GoldenReceipts {
  static final String SITE = "test-only-site";

  /** Entries of the log when the second receipt was signed: what the desk has seen. */
  static final int SEEN = 5;

  private static final Receipt.Position FIRST = new Receipt.Position(1, 1);
  private static final SigningKey EVA = TestKeys.fixed("test-only-eva", 5);
  private static final SigningKey FAY = TestKeys.fixed("test-only-fay", 6);
  private final TestLog log = new TestLog(SITE);

  /** The log as far as the desk has seen it. */
  static TestLog seen() {
    GoldenReceipts made = new GoldenReceipts();
    made.first();
    made.second();
    return made.log;
  }

  /** Writes all of it below a folder. */
  static void write(Path folder) throws IOException {
    GoldenReceipts made = new GoldenReceipts();
    Path receipts = Files.createDirectories(folder.resolve("skerry-receipts"));
    Files.write(receipts.resolve(SITE + "-000001.dsse.json"), made.first().bytes());
    Files.write(receipts.resolve(SITE + "-000002.dsse.json"), made.second().bytes());
    Files.write(receipts.resolve(SITE + "-000003.dsse.json"), made.third().bytes());
    Files.writeString(folder.resolve(SITE + ".log"), made.log.text());
    Files.write(folder.resolve("1.sites.dsse.json"), sites(1, EVA).bytes());
    Sites.Former before = new Sites.Former(key(EVA), 2);
    Files.write(folder.resolve("2.sites.dsse.json"), sites(2, FAY, before).bytes());
    Files.write(
        folder.resolve("1.root.dsse.json"), GoldenBundles.anchor(GoldenBundles.plain()).bytes());
  }

  private Envelope first() {
    Statement statement = GoldenBundles.plain().statement();
    begun("11:00:00", statement);
    admitted("11:00:01", statement);
    Receipt receipt =
        receipt(1, GoldenBundles.plain(), Receipt.ADMITTED, Optional.empty(), FIRST, List.of());
    return signed(receipt, EVA);
  }

  private Envelope second() {
    Statement statement = GoldenBundles.unknownFeature().statement();
    issued("11:00:02", 1, GoldenBundles.plain().statement(), Receipt.ADMITTED);
    begun("12:00:00", statement);
    add(
        "12:00:01",
        "bundle.refused",
        "import",
        statement.name(),
        Map.of("code", "SKY-1120", "statement", digest(statement)));
    Receipt receipt =
        receipt(
            2,
            GoldenBundles.unknownFeature(),
            Receipt.REFUSED,
            Optional.of(FIRST),
            FIRST,
            List.of());
    return signed(receipt, EVA);
  }

  private Envelope third() {
    issued("12:00:02", 2, GoldenBundles.unknownFeature().statement(), Receipt.REFUSED);
    String after = FAY.publicKey().keyid();
    String before = EVA.publicKey().keyid();
    add("12:30:00", "key.rotated", "root", after, Map.of("before", before, "last-receipt", "2"));
    Envelope succession = succession();
    Statement statement = GoldenBundles.thin().statement();
    begun("13:00:00", statement);
    admitted("13:00:01", statement);
    Receipt receipt =
        receipt(
            3,
            GoldenBundles.thin(),
            Receipt.ADMITTED,
            Optional.of(FIRST),
            new Receipt.Position(1, 2),
            List.of(succession));
    return signed(receipt, FAY);
  }

  private Envelope succession() {
    Succession said =
        new Succession(
            SITE,
            Instant.parse("2026-11-22T12:30:00Z"),
            2,
            key(EVA),
            key(FAY),
            log.checkpoint(EVA, FAY));
    return TestKeys.sign(PayloadTypes.SUCCESSION, said.payload(), List.of(EVA, FAY));
  }

  private static Envelope sites(long version, SigningKey key, Sites.Former... former) {
    Sites.Site site =
        new Sites.Site(
            SITE,
            key(key),
            new TreeMap<>(Map.of("ring", "1")),
            List.of("test-only-group"),
            List.of(former));
    Sites sites = new Sites(GoldenBundles.PRODUCT, version, TestRoots.ISSUED, List.of(site));
    return TestKeys.sign(PayloadTypes.SITES, sites.payload(), GoldenBundles.ADA, GoldenBundles.BEN);
  }

  private Receipt receipt(
      long number,
      TestBundle bundle,
      String decision,
      Optional<Receipt.Position> before,
      Receipt.Position after,
      List<Envelope> successions) {
    Statement statement = bundle.statement();
    boolean refused = decision.equals(Receipt.REFUSED);
    List<PlanEntry> plans = refused ? List.of() : statement.plans();
    SigningKey key = number < 3 ? EVA : FAY;
    long from = number == 2 ? 2 : SEEN;
    return new Receipt(
        statement.name(),
        bundle.envelope().payloadDigest(),
        SITE,
        number,
        Instant.parse("2026-11-22T1%d:00:02Z".formatted(number)),
        statement.product(),
        statement.channel(),
        decision,
        refused ? Optional.of("SKY-1120") : Optional.empty(),
        before,
        Optional.of(after),
        1,
        TestRoots.ISSUED,
        List.of(GoldenBundles.ADA, GoldenBundles.BEN),
        plans.stream().map(p -> new Receipt.PlanState(p.name(), p.digest(), "waiting")).toList(),
        Optional.of(log.checkpoint(key)),
        number == 1
            ? List.of()
            : List.of(new Receipt.Consistency(from, log.consistency(from, log.size()))),
        number == 3 ? Optional.of(List.of(node())) : Optional.empty(),
        0,
        successions,
        CarriedPermits.none());
  }

  private static Receipt.Node node() {
    return new Receipt.Node(
        "test-only-node",
        "v1.36.3+k3s1",
        "Debian GNU/Linux 13",
        "containerd://2.2.0",
        true,
        List.of("os-upgrade"));
  }

  private void begun(String time, Statement statement) {
    add(time, "import.begun", "root", "/media/" + statement.name(), Map.of("uid", "0"));
  }

  private void admitted(String time, Statement statement) {
    add(
        time,
        "bundle.admitted",
        "import",
        statement.name(),
        Map.of("keys", GoldenBundles.keys(), "root", "1", "statement", digest(statement)));
  }

  private void issued(String time, long number, Statement statement, String decision) {
    add(
        time,
        "receipt.issued",
        "import",
        statement.name(),
        Map.of("decision", decision, "number", String.valueOf(number)));
  }

  private void add(
      String time, String name, String actor, String object, Map<String, String> detail) {
    log.add(time, name, actor, object, new TreeMap<>(detail));
  }

  private static String digest(Statement statement) {
    return Digest.of(statement.payload()).toString();
  }

  private static SiteKey key(SigningKey key) {
    return new SiteKey(key.publicKey().scheme().id(), key.publicKey().spki());
  }

  private static Envelope signed(Receipt receipt, SigningKey key) {
    return TestKeys.sign(PayloadTypes.IN_TOTO, receipt.payload(), List.of(key));
  }
}

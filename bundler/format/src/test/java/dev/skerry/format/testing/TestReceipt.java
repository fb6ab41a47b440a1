package dev.skerry.format.testing;

import dev.skerry.format.Digest;
import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A receipt that a test changes before it is signed. */
public final class TestReceipt {
  public String name = "edge-fleet-stable-1";
  public Digest statement = Digest.of(new byte[0]);
  public String site = "north-1";
  public long number = 1;
  public Instant issued = TestRoots.ISSUED;
  public String decision = Receipt.PRESENT;
  public Optional<String> code = Optional.empty();
  public Optional<Receipt.Position> before = Optional.empty();
  public Optional<Receipt.Position> after = Optional.empty();
  public long root = 1;
  public List<String> signers = List.of("alice", "bob");
  public List<Receipt.PlanState> plans = List.of();
  public Optional<String> checkpoint = Optional.empty();
  public List<Receipt.Consistency> consistency = List.of();
  public Optional<List<Receipt.Node>> nodes = Optional.empty();
  public long moreNodes;
  public List<Envelope> successions = List.of();
  public CarriedPermits permits = CarriedPermits.none();

  /** What it says. */
  public Receipt receipt() {
    return new Receipt(
        name,
        statement,
        site,
        number,
        issued,
        "edge-fleet",
        "stable",
        decision,
        code,
        before,
        after,
        root,
        TestRoots.ISSUED,
        signers,
        plans,
        checkpoint,
        consistency,
        nodes,
        moreNodes,
        successions,
        permits);
  }

  /** Signed with the key of this name. */
  public Envelope signed(String key) {
    return TestKeys.sign(PayloadTypes.IN_TOTO, receipt().payload(), key);
  }

  /** Lays it on a stick as a gateway does. */
  public Path write(Path stick, String key) throws IOException {
    Path folder = Files.createDirectories(stick.resolve("skerry-receipts"));
    return Files.write(
        folder.resolve("%s-%06d.dsse.json".formatted(site, number)), signed(key).bytes());
  }
}

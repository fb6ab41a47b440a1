package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gateway did with a bundle, signed by the gateway (format section 5).
 *
 * @param name the bundle's name
 * @param statement SHA-256 of its statement
 * @param site the gateway's site id
 * @param number counts up by one per gateway
 * @param decision {@code admitted}, {@code present} or {@code refused}
 * @param code the code of the refusal, {@code SKY-…}
 * @param before what was accepted before, absent at first
 * @param after what is accepted now
 * @param root version of the root document trusted
 * @param floor the time floor after the decision
 * @param signers who signed the bundle
 * @param plans what became of its plans
 * @param checkpoint the log's signed checkpoint
 * @param consistency that the log of the checkpoint begins with what it was before
 * @param nodes what the nodes of the site's cluster said they run when the receipt was issued,
 *     ascending by name; empty where the gateway could not see them
 * @param successions how the gateway's key changed, the oldest first: envelopes of {@link
 *     Succession}, whose signatures are judged by who uses them
 * @param permits by which rules were lifted that refuse the bundle
 */
public record Receipt(
    String name,
    Digest statement,
    String site,
    long number,
    Instant issued,
    String product,
    String channel,
    String decision,
    Optional<String> code,
    Optional<Position> before,
    Optional<Position> after,
    long root,
    Instant floor,
    List<String> signers,
    List<PlanState> plans,
    Optional<String> checkpoint,
    List<Consistency> consistency,
    Optional<List<Node>> nodes,
    long moreNodes,
    List<Envelope> successions,
    CarriedPermits permits) {
  /** The most nodes that a receipt names: of more, the first by name, and how many more. */
  public static final int MOST_NODES = 1_000;

  /** The decisions. */
  public static final String ADMITTED = "admitted";

  public static final String PRESENT = "present";
  public static final String REFUSED = "refused";

  /** Copies the lists. */
  public Receipt {
    signers = List.copyOf(signers);
    plans = List.copyOf(plans);
    consistency = List.copyOf(consistency);
    nodes = nodes.map(List::copyOf);
    successions = List.copyOf(successions);
  }

  /**
   * What a node says it runs.
   *
   * @param kubelet version of its kubelet, for instance {@code v1.36.3+k3s1}
   * @param os name of its operating system's image, as it calls itself
   * @param runtime its container runtime with its version
   * @param ready whether it takes work
   * @param plans names of the plans, ascending, of which the controller has nothing left to do
   *     there
   */
  public record Node(
      String name, String kubelet, String os, String runtime, boolean ready, List<String> plans) {
    /** Copies the names. */
    public Node {
      plans = List.copyOf(plans);
    }

    /** Writes its members, as receipts and reports spell them. */
    public void write(JsonText json) {
      json.put("name", name)
          .put("kubelet", kubelet)
          .put("os", os)
          .put("runtime", runtime)
          .put("ready", ready)
          .strings("plans", plans);
    }

    /** What it says of its versions, in one line. */
    public String versions() {
      return Stream.of(kubelet, os, runtime)
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Proves that the log of so many entries is a prefix of the one that the checkpoint is about (RFC
   * 6962 section 2.1.2).
   */
  public record Consistency(long from, List<Digest> proof) {
    /** Copies the hashes. */
    public Consistency {
      proof = List.copyOf(proof);
    }
  }

  /** A place in a channel. */
  public record Position(long epoch, long sequence) {}

  /**
   * A plan's state.
   *
   * @param state {@code handed-over}, {@code applied}, {@code waiting} or {@code refused}
   */
  public record PlanState(String name, Digest digest, String state) {}

  /** Reads the receipt of an envelope after comparing the payload type. */
  public static Receipt of(Envelope envelope) {
    Reading.requireType(envelope, PayloadTypes.IN_TOTO, "receipt");
    return parse(envelope.payload());
  }

  /** Reads a payload strictly; unknown fields are ignored. */
  public static Receipt parse(byte[] payload) {
    return ReceiptReader.read(payload);
  }

  /** Writes what nodes say, as receipts and reports spell it. */
  public void writeNodes(JsonText json) {
    nodes.ifPresent(named -> json.allObjects("nodes", named, (one, node) -> node.write(one)));
    if (moreNodes > 0) {
      json.put("moreNodes", moreNodes);
    }
  }

  /** The fields in the format's spelling. */
  public byte[] payload() {
    return ReceiptText.of(this);
  }
}

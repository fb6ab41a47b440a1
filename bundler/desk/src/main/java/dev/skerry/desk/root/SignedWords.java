package dev.skerry.desk.root;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.sign.Standing;
import dev.skerry.format.sign.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who of a role counts on an envelope, who does not yet, and which of their keys are missing. */
public final class SignedWords {
  private static final int SHORT = 16;

  private SignedWords() {}

  /**
   * Lines for people: how many count, then each signer that does not.
   *
   * @param whose who asks for the signatures, for instance {@code root 1}
   */
  public static List<String> of(
      RootDocument judge, RoleName role, Envelope envelope, String whose) {
    Threshold met = Threshold.of(judge, role, envelope);
    String who = met.signers().isEmpty() ? "nobody" : String.join(", ", met.signers());
    List<String> lines = new ArrayList<>();
    lines.add(
        "Signed by %s: %d of the %d that %s asks for"
            .formatted(who, met.signers().size(), met.needed(), whose));
    Standing.of(judge, role, envelope).stream()
        .filter(standing -> !standing.counts())
        .map(standing -> "  " + standing.signer().name() + " " + why(standing))
        .forEach(lines::add);
    return lines;
  }

  private static String why(Standing standing) {
    if (!standing.revoked().isEmpty()) {
      return "counts no more: revoked is " + keys(standing.revoked());
    }
    boolean begun = standing.missing().size() < standing.signer().keys().size();
    return (begun ? "does not count yet: still missing is " : "has not signed: missing is ")
        + keys(standing.missing());
  }

  /** Keys as people compare them at a glance. */
  static String keys(List<RootKey> keys) {
    return keys.stream().map(SignedWords::key).collect(Collectors.joining(", "));
  }

  /** A key as people compare it at a glance: its scheme and how its id begins. */
  static String key(RootKey key) {
    return key.scheme() + " " + key.keyid().substring(0, SHORT);
  }
}

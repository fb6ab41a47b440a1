package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Receipt;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a receipt will say about a bundle, before its plans were rolled out.
 *
 * @param name the bundle's name
 * @param statement SHA-256 of its statement
 * @param decision one of the words of {@link Receipt}
 * @param code of the refusal, or of a warning that the desk should hear
 * @param before what was accepted before
 * @param after what is accepted now
 * @param root version of the root document trusted
 * @param floor the time floor now
 * @param signers who signed the bundle
 * @param permits by which rules were lifted that refuse it
 * @param plans the plans that it carries; empty when it was refused
 * @param folder where on the medium it lies
 */
public record ReceiptSubject(
    String name,
    Digest statement,
    String product,
    String channel,
    String decision,
    Optional<String> code,
    Optional<Receipt.Position> before,
    Optional<Receipt.Position> after,
    long root,
    Instant floor,
    List<String> signers,
    CarriedPermits permits,
    List<PlanEntry> plans,
    Path folder) {
  /** Copies the lists. */
  public ReceiptSubject {
    signers = List.copyOf(signers);
    plans = List.copyOf(plans);
  }

  /** The same with the code of a warning. */
  ReceiptSubject with(String warning) {
    return new ReceiptSubject(
        name,
        statement,
        product,
        channel,
        decision,
        Optional.of(warning),
        before,
        after,
        root,
        floor,
        signers,
        permits,
        plans,
        folder);
  }
}

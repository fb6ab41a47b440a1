package dev.skerry.format.sign;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which signers of a role an envelope has. Distinct signers are counted, never keys: a signer
 * counts when every key listed for it has a valid signature and none is revoked.
 *
 * @param role the role judged
 * @param needed its threshold
 * @param signers names of the signers that count, ascending
 */
public record Threshold(RoleName role, long needed, SortedSet<String> signers) {
  /** Copies the names. */
  public Threshold {
    signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
  }

  /** Counts the signers of a role. */
  public static Threshold of(RootDocument root, RoleName name, Envelope envelope) {
    SortedSet<String> counted =
        Standing.of(root, name, envelope).stream()
            .filter(Standing::counts)
            .map(standing -> standing.signer().name())
            .collect(Collectors.toCollection(TreeSet::new));
    return new Threshold(name, root.roles().of(name).threshold(), counted);
  }

  /** Whether enough signers count. */
  public boolean met() {
    return signers.size() >= needed;
  }
}

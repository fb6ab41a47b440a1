package dev.skerry.format.sign;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which signers of a role an envelope has. Distinct signers are counted, never keys: a signer
 * counts when every key listed for it has a valid signature and none is revoked.
 *
 * @param role the role judged
 * @param needed its threshold
 * @param signers names of the signers that count, ascending
 * @param claimed names of those in whose name a signature stands that does not verify, ascending
 */
public record Threshold(
    RoleName role, long needed, SortedSet<String> signers, SortedSet<String> claimed) {
  /** Copies the names. */
  public Threshold {
    signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
    claimed = Collections.unmodifiableSortedSet(new TreeSet<>(claimed));
  }

  /** Counts the signers of a role. */
  public static Threshold of(RootDocument root, RoleName name, Envelope envelope) {
    List<Standing> all = Standing.of(root, name, envelope);
    return new Threshold(
        name,
        root.roles().of(name).threshold(),
        names(all, Standing::counts),
        names(all, standing -> standing.claimed(envelope)));
  }

  private static SortedSet<String> names(List<Standing> all, Predicate<Standing> which) {
    return all.stream()
        .filter(which)
        .map(standing -> standing.signer().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether enough signers count. */
  public boolean met() {
    return signers.size() >= needed;
  }
}

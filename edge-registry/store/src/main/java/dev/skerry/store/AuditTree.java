package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.MerkleTree;
import java.util.Optional;

/** The complete subtrees of the log's Merkle tree as rows; adding an entry adds those it ends. */
final class AuditTree {
  private static final String AT = "SELECT hash FROM audit_tree WHERE level = ?1 AND position = ?2";
  private static final String ADD =
      "INSERT INTO audit_tree (level, position, hash) VALUES (?1, ?2, ?3)";

  private AuditTree() {}

  /** Refuses an entry whose place the tree has already: the one that was there is gone. */
  static void add(Session session, long position, Digest leaf) {
    if (find(session, 0, position).isPresent()) {
      throw new SkerryException(
          StoreError.LOG_CHANGED, "audit log", "lacks entry %d".formatted(position + 1));
    }
    eachCompleted(
        session, position, leaf, (level, at, hash) -> session.update(ADD, level, at, hash) == 1);
  }

  /** Whether the rows that an entry completed are those that it must have completed. */
  static boolean holds(Session session, long position, Digest leaf) {
    return eachCompleted(
        session, position, leaf, (level, at, hash) -> hash.equals(at(session, level, at)));
  }

  static MerkleTree.Subtrees subtrees(Session session) {
    return (level, position) -> at(session, level, position);
  }

  private interface Step {
    boolean take(int level, long position, Digest hash);
  }

  private static boolean eachCompleted(Session session, long position, Digest leaf, Step step) {
    Digest hash = leaf;
    long at = position;
    for (int level = 0; step.take(level, at, hash); level++) {
      if ((at & 1) == 0) {
        return true;
      }
      hash = MerkleTree.node(at(session, level, at - 1), hash);
      at >>= 1;
    }
    return false;
  }

  private static Digest at(Session session, int level, long position) {
    return find(session, level, position)
        .orElseThrow(() ->
            new SkerryException(
                StoreError.LOG_CHANGED, "audit log", "lacks tree row " + level + "/" + position));
  }

  private static Optional<Digest> find(Session session, int level, long position) {
    return session.first(AT, row -> new Digest(row.getString(1)), level, position);
  }
}

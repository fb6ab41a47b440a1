package dev.skerry.format.log;

import dev.skerry.format.Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 section 2.1 with SHA-256. Only the hashes of complete subtrees are
 * ever stored: they never change, and root and proofs of every size follow from them.
 */
public final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /** Hashes of complete subtrees. */
  @FunctionalInterface
  public interface Subtrees {
    /**
     * The hash of the leaves {@code [index << level, (index + 1) << level)}.
     *
     * @param level 0 for a leaf
     */
    Digest at(int level, long index);
  }

  /** The leaf hash of an entry's bytes. */
  public static Digest leaf(byte[] entry) {
    MessageDigest hash = Digest.sha256();
    hash.update(LEAF);
    hash.update(entry);
    return Digest.of(hash);
  }

  /** The hash of two neighbouring subtrees. */
  public static Digest node(Digest left, Digest right) {
    MessageDigest hash = Digest.sha256();
    hash.update(NODE);
    hash.update(HexFormat.of().parseHex(left.hex()));
    hash.update(HexFormat.of().parseHex(right.hex()));
    return Digest.of(hash);
  }

  /** The root over the first {@code size} leaves; of none, the hash of nothing. */
  public static Digest root(long size, Subtrees subtrees) {
    return size == 0 ? Digest.of(new byte[0]) : range(0, size, subtrees);
  }

  /**
   * Proves that the tree of {@code from} leaves is a prefix of that of {@code to} leaves (RFC 6962
   * section 2.1.2); empty when there is nothing to prove.
   *
   * @param from at most {@code to}
   */
  public static List<Digest> consistency(long from, long to, Subtrees subtrees) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("no tree of " + from + " in one of " + to);
    }
    List<Digest> proof = new ArrayList<>();
    if (from > 0 && from < to) {
      prove(from, 0, to, true, subtrees, proof);
    }
    return List.copyOf(proof);
  }

  /** SUBPROOF of the RFC over the leaves {@code [start, end)}; {@code from} counts from start. */
  private static void prove(
      long from, long start, long end, boolean known, Subtrees subtrees, List<Digest> proof) {
    if (from == end - start) {
      if (!known) {
        proof.add(range(start, end, subtrees));
      }
      return;
    }
    long half = split(end - start);
    if (from <= half) {
      prove(from, start, start + half, known, subtrees, proof);
      proof.add(range(start + half, end, subtrees));
    } else {
      prove(from - half, start + half, end, false, subtrees, proof);
      proof.add(range(start, start + half, subtrees));
    }
  }

  /** The hash over the leaves {@code [start, end)}; start is a multiple of a power of two. */
  private static Digest range(long start, long end, Subtrees subtrees) {
    long size = end - start;
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return subtrees.at(level, start >> level);
    }
    long half = split(size);
    return node(range(start, start + half, subtrees), range(start + half, end, subtrees));
  }

  /** The largest power of two below a size of at least 2. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }

  /** Whether a proof shows that one tree is a prefix of another (RFC 9162 section 2.1.4.2). */
  public static boolean consistent(
      long from, Digest fromRoot, long to, Digest toRoot, List<Digest> proof) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to || from == 0) {
      boolean known = from == 0 ? fromRoot.equals(root(0, NONE)) : fromRoot.equals(toRoot);
      return known && proof.isEmpty();
    }
    List<Digest> path = new ArrayList<>(proof);
    if (Long.bitCount(from) == 1) {
      path.addFirst(fromRoot);
    }
    return !path.isEmpty() && new Climb(from - 1, to - 1, path).reaches(fromRoot, toRoot);
  }

  private static final Subtrees NONE =
      (level, index) -> {
        throw new IllegalStateException("an empty tree has no subtrees");
      };

  /** The way up from the last node that both trees share. */
  private static final class Climb {
    private final List<Digest> path;
    private long smaller;
    private long larger;

    Climb(long smaller, long larger, List<Digest> path) {
      int shared = Long.numberOfTrailingZeros(~smaller);
      this.smaller = smaller >> shared;
      this.larger = larger >> shared;
      this.path = path;
    }

    boolean reaches(Digest fromRoot, Digest toRoot) {
      Digest from = path.getFirst();
      Digest to = from;
      for (Digest next : path.subList(1, path.size())) {
        if (larger == 0) {
          return false;
        }
        if ((smaller & 1) == 1 || smaller == larger) {
          from = node(next, from);
          to = node(next, to);
          int skip = smaller == 0 ? 0 : Long.numberOfTrailingZeros(smaller);
          smaller >>= skip;
          larger >>= skip;
        } else {
          to = node(to, next);
        }
        smaller >>= 1;
        larger >>= 1;
      }
      return larger == 0 && from.equals(fromRoot) && to.equals(toRoot);
    }
  }
}

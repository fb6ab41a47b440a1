package dev.skerry.format.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {
  /** The eight entries and roots that Certificate Transparency's implementations share. */
  private static final List<Digest> KNOWN =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> MerkleTree.leaf(HexFormat.of().parseHex(hex)))
          .toList();

  private static final int MOST = 70;
  private final List<Digest> leaves = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void rootsAreThoseOfRfc6962(long size, String root) {
    assertThat(MerkleTree.root(size, over(KNOWN)).hex()).isEqualTo(root);
  }

  @Test
  void everyProofHoldsForItsTwoRootsAndNoOthers() {
    for (int i = 0; i < MOST; i++) {
      leaves.add(MerkleTree.leaf(("entry " + i).getBytes(UTF_8)));
    }
    MerkleTree.Subtrees tree = over(leaves);
    for (int from = 0; from <= MOST; from++) {
      for (int to = from; to <= MOST; to++) {
        Digest before = MerkleTree.root(from, tree);
        Digest after = MerkleTree.root(to, tree);
        List<Digest> proof = MerkleTree.consistency(from, to, tree);
        assertThat(MerkleTree.consistent(from, before, to, after, proof))
            .as("%d in %d", from, to)
            .isTrue();
        refusesOthers(from, before, to, after, proof);
      }
    }
  }

  private static void refusesOthers(
      long from, Digest before, long to, Digest after, List<Digest> proof) {
    Digest other = Digest.of(new byte[] {1});
    String what = from + " in " + to;
    assertThat(MerkleTree.consistent(from, other, to, after, proof)).as(what).isFalse();
    if (from > 0) {
      assertThat(MerkleTree.consistent(from, before, to, other, proof)).as(what).isFalse();
    }
    List<Digest> longer = new ArrayList<>(proof);
    longer.add(other);
    assertThat(MerkleTree.consistent(from, before, to, after, longer)).as(what).isFalse();
    if (!proof.isEmpty()) {
      List<Digest> shorter = proof.subList(0, proof.size() - 1);
      assertThat(MerkleTree.consistent(from, before, to, after, shorter)).as(what).isFalse();
    }
  }

  @Test
  void aLogWhoseEntryWasChangedAfterwardsHasNoProof() {
    List<Digest> changed = new ArrayList<>(KNOWN);
    changed.set(2, MerkleTree.leaf("another".getBytes(UTF_8)));
    Digest seen = MerkleTree.root(4, over(KNOWN));
    Digest now = MerkleTree.root(8, over(changed));
    assertThat(MerkleTree.consistent(4, seen, 8, now, MerkleTree.consistency(4, 8, over(changed))))
        .isFalse();
  }

  private static MerkleTree.Subtrees over(List<Digest> leaves) {
    return new MerkleTree.Subtrees() {
      @Override
      public Digest at(int level, long index) {
        return level == 0
            ? leaves.get((int) index)
            : MerkleTree.node(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
      }
    };
  }
}

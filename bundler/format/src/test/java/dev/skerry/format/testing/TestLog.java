package dev.skerry.format.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Digest;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.log.MerkleTree;
import dev.skerry.format.sign.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A gateway's log that a test makes, spelled as format section 5 says. */
public final class TestLog {
  private final String site;
  private final List<byte[]> entries = new ArrayList<>();
  private Digest last = new Digest("0".repeat(64));

  /** An empty log of a site. */
  public TestLog(String site) {
    this.site = site;
  }

  /**
   * Appends an entry.
   *
   * @param time within 2026-11-22, such as {@code 11:00:00}
   */
  public TestLog add(
      String time, String name, String actor, String object, SortedMap<String, String> detail) {
    byte[] entry =
        JsonText.object()
            .put("number", entries.size() + 1L)
            .put("time", "2026-11-22T" + time + ".000000000Z")
            .put("name", name)
            .put("actor", actor)
            .put("object", object)
            .object("detail", json -> detail.forEach(json::put))
            .put("previous", last.hex())
            .bytes();
    entries.add(entry);
    last = Digest.of(entry);
    return this;
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** The entries as the gateway prints them: one a line. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(new String(entry, UTF_8)).append('\n'));
    return lines.toString();
  }

  /** The bytes of an entry, from 1. */
  public byte[] entry(int number) {
    return entries.get(number - 1).clone();
  }

  /** The root of the tree over the first entries. */
  public Digest root(long size) {
    return MerkleTree.root(size, this::subtree);
  }

  /** Proves that the log of {@code to} entries begins with that of {@code from}. */
  public List<Digest> consistency(long from, long to) {
    return MerkleTree.consistency(from, to, this::subtree);
  }

  /** The signed checkpoint over all entries. */
  public String checkpoint(SigningKey... keys) {
    return new Checkpoint(Checkpoint.origin(site), size(), root(size())).signed(keys);
  }

  private Digest subtree(int level, long index) {
    return level == 0
        ? MerkleTree.leaf(entries.get(Math.toIntExact(index)))
        : MerkleTree.node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
  }
}

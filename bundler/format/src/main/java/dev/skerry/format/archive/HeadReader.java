package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the head of a bundle once, in order and in two stages, so that nothing of SHA256SUMS is
 * read before the signatures were judged (format section 6, step 0).
 */
public final class HeadReader {
  private final BundleSource source;

  /** Reads from the beginning of the archive. */
  public HeadReader(BundleSource source) {
    this.source = source;
  }

  /**
   * Stage one: the statement's envelope and the root documents.
   *
   * @throws SkerryException {@link ReadError#NOT_A_HEAD}, or what {@link BundleSource#read} throws
   */
  public Opening opening() {
    MemberBytes members = new MemberBytes(source, 0);
    if (!members.nextName().equals(MemberName.ENVELOPE)) {
      throw new SkerryException(
          ReadError.NOT_A_HEAD,
          source.volumeAt(0),
          "is no bundle: it does not begin with the header of " + MemberName.ENVELOPE);
    }
    byte[] envelope = members.next(MemberName.ENVELOPE, Limits.V1.envelope(), ReadError.NOT_A_HEAD);
    List<Long> roots = new ArrayList<>();
    String next = MemberName.root(1);
    while (members.nextName().equals(next)) {
      if (roots.size() == Limits.V1.rootDocuments()) {
        throw new SkerryException(ReadError.NOT_A_HEAD, next, "is one root document too many");
      }
      roots.add(members.position());
      members.skip(next, Limits.V1.rootDocument(), ReadError.NOT_A_HEAD);
      next = MemberName.root(roots.size() + 1);
    }
    if (roots.isEmpty()) {
      throw new SkerryException(ReadError.NOT_A_HEAD, MemberName.root(1), "is not in the bundle");
    }
    return new Opening(envelope, new RootMembers(source, roots), members.position());
  }

  /**
   * Stage two, after the statement was found signed: the lists and the extras.
   *
   * @throws SkerryException {@link ReadError#LISTS_DAMAGED}, {@link ReadError#LISTS_CONTRADICT},
   *     those of {@link Sums} and {@link Sizes}, or what {@link BundleSource#read} throws
   */
  public Head head(Opening opening, Statement statement) {
    MemberBytes members = new MemberBytes(source, opening.end());
    byte[] sums = members.next(MemberName.SUMS, Limits.V1.list(), ReadError.LISTS_DAMAGED);
    requireDigest(MemberName.SUMS, sums, statement.sums());
    Sums lines = Sums.parse(sums);
    requireRoots(lines.roots(), opening.roots());
    byte[] sizes = members.next(MemberName.SIZES, Limits.V1.list(), ReadError.LISTS_DAMAGED);
    requireDigest(MemberName.SIZES, sizes, lines.sizes().digest());
    List<Member> all = Sizes.parse(sizes).members(lines);
    long before = opening.roots().stream().mapToLong(root -> root.length).sum() + sizes.length;
    requireTotals(statement.totals(), lines, before, all);
    SortedMap<String, byte[]> extras = extras(members, all);
    List<Member> rest = all.subList(extras.size(), all.size());
    int metadata = metadata(rest, statement.totals().metadata() - extras.size());
    return new Head(opening, sums, sizes, extras, rest, metadata, members.position());
  }

  private static void requireRoots(List<Sums.Line> lines, List<byte[]> roots) {
    if (lines.size() != roots.size()) {
      throw new SkerryException(
          ReadError.LISTS_DAMAGED,
          MemberName.SUMS,
          "lists %s; the bundle has %d"
              .formatted(Amounts.count(lines.size(), "root document"), roots.size()));
    }
    for (int i = 0; i < roots.size(); i++) {
      requireDigest(lines.get(i).name(), roots.get(i), lines.get(i).digest());
    }
  }

  private static void requireTotals(Totals totals, Sums sums, long before, List<Member> members) {
    long bytes = before + members.stream().mapToLong(Member::size).sum();
    Totals found = new Totals(sums.lines().size(), totals.metadata(), bytes);
    if (!found.equals(totals)) {
      throw contradict("lists make " + found + ", the statement says " + totals);
    }
  }

  private static SortedMap<String, byte[]> extras(MemberBytes members, List<Member> all) {
    List<Member> extras =
        all.stream().takeWhile(member -> member.name().startsWith(MemberName.extra(""))).toList();
    if (extras.stream().mapToLong(Member::size).sum() > Limits.V1.extras()) {
      throw contradict("members below head/ are larger than " + Limits.V1.extras() + " bytes");
    }
    SortedMap<String, byte[]> bodies = new TreeMap<>();
    for (Member extra : extras) {
      byte[] body = members.next(extra, ReadError.LISTS_DAMAGED);
      requireDigest(extra.name(), body, extra.digest());
      bodies.put(extra.name(), body);
    }
    return bodies;
  }

  /** How many of the members stand before group 5, as the statement says. */
  private static int metadata(List<Member> members, long metadata) {
    if (metadata < 2 || metadata > members.size()) {
      throw contradict("totals.metadata does not fit " + members.size() + " members");
    }
    long bytes = members.stream().limit(metadata).mapToLong(Member::size).sum();
    if (bytes > Limits.V1.metadata()) {
      throw contradict(
          "metadata has " + bytes + " bytes; " + Limits.V1.metadata() + " is the most");
    }
    return (int) metadata;
  }

  private static void requireDigest(String name, byte[] body, Digest expected) {
    Digest found = Digest.of(body);
    if (!found.equals(expected)) {
      throw new SkerryException(
          ReadError.LISTS_DAMAGED, name, "has the digest " + found + ", signed is " + expected);
    }
  }

  private static SkerryException contradict(String reason) {
    return new SkerryException(ReadError.LISTS_CONTRADICT, "the bundle's lists", reason);
  }
}

package dev.skerry.examples.kit;

import dev.skerry.examples.kit.Archive.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Structural mutations of a good bundle: every one keeps each checksum of tar right, so that only a
 * reader that holds the archive against what it must be can see them.
 */
public final class Mutations {
  private static final int UNTRUSTED = 3;
  private static final int DAMAGED = 5;
  private static final String ENVELOPE = "bundle.dsse.json";

  private final byte[] good;
  private final List<Mutation> all = new ArrayList<>();

  /**
   * A bundle that is wrong in one way.
   *
   * @param kind what is done to it
   * @param where the place that it is done to
   * @param early whether it shows before the signatures are counted
   */
  public record Mutation(String kind, String where, boolean early, byte[] bytes) {
    /** Names it. */
    public String name() {
      return kind + ": " + where;
    }

    /** What a refusal exits with (format section 6): untrusted while steps 0 to 3, then damaged. */
    public int exit() {
      return early ? UNTRUSTED : DAMAGED;
    }
  }

  private Mutations(byte[] good) {
    this.good = good;
  }

  /** At least two hundred mutations of a small bundle with two signatures or more. */
  public static List<Mutation> of(byte[] good) {
    Mutations made = new Mutations(good);
    made.headers();
    made.order();
    made.strangers();
    made.fillings();
    made.tails();
    made.envelopes();
    made.lists();
    return List.copyOf(made.all);
  }

  private void headers() {
    List<Member> members = new Archive(good).members;
    for (int index : List.of(0, 1, 2, 3, 4, 5, members.size() - 1)) {
      header(index, "mode", m -> m.field(100, 8, "0000755"));
      header(index, "mode's spelling", m -> m.field(100, 8, "000644 "));
      header(index, "uid", m -> m.field(108, 8, "0001750"));
      header(index, "gid", m -> m.field(116, 8, "0001750"));
      header(index, "size's spelling", m -> m.field(124, 12, "%11o".formatted(m.body.length)));
      header(index, "mtime", m -> m.field(136, 12, "00000000001"));
      header(index, "checksum's spelling", Member::otherSum);
      header(index, "typeflag NUL", m -> m.field(156, 1, "\0"));
      header(index, "typeflag 7", m -> m.field(156, 1, "7"));
      header(index, "link name", m -> m.field(157, 100, "x"));
      header(index, "magic of old GNU", m -> m.field(257, 8, "ustar  "));
      header(index, "user", m -> m.field(265, 32, "root"));
      header(index, "group", m -> m.field(297, 32, "root"));
      header(index, "devmajor", m -> m.field(329, 8, ""));
      header(index, "prefix", m -> m.field(345, 155, "."));
      header(index, "rest", m -> m.field(500, 12, "x"));
    }
  }

  private void header(int index, String what, Consumer<Member> change) {
    String name = new Archive(good).members.get(index).name();
    add("header's " + what, name, early(name), a -> change.accept(a.members.get(index)));
  }

  /** What stands before SHA256SUMS at places 0 and 1 shows early; a root too much does not. */
  private void order() {
    List<Member> members = new Archive(good).members;
    for (int i = 0; i < members.size(); i++) {
      int at = i;
      String name = members.get(i).name();
      add("twice", name, i == 0, a -> a.members.add(at + 1, a.members.get(at).copy()));
      add("left out", name, early(name), a -> a.members.remove(at));
      if (i > 0) {
        boolean early = early(members.get(i - 1).name());
        add("order", name, early, a -> Collections.swap(a.members, at - 1, at));
      }
    }
  }

  private void strangers() {
    for (int at : List.of(0, 1, 3, 6)) {
      for (String name : List.of("evil", "../../evil", "/evil", "head/../x", "blobs/sha256/x")) {
        stranger("file", name, at, a -> a.stranger(name, "0", "x"));
      }
      stranger("link", "link", at, a -> a.stranger("link", "2", "").field(157, 100, ENVELOPE));
      stranger("folder", "folder/", at, a -> a.stranger("folder/", "5", ""));
    }
  }

  private void stranger(String kind, String name, int at, Function<Archive, Member> made) {
    String where = name + " at place " + at;
    add("a " + kind + " too much", where, at < 2, a -> a.members.add(at, made.apply(a)));
  }

  private void fillings() {
    List<Member> members = new Archive(good).members;
    for (int i = 0; i < members.size(); i++) {
      int at = i;
      if (members.get(i).padding.length > 0) {
        String name = members.get(i).name();
        add("padding", name, early(name), a -> a.members.get(at).padding[0] = 1);
      }
    }
  }

  private void tails() {
    int length = new Archive(good).tail.length;
    for (int more : List.of(1, 512, 10_240)) {
      tail("is longer by " + more, new byte[length + more]);
    }
    tail("is missing", new byte[0]);
    tail("is one block only", new byte[512]);
    tail("is shorter by 512", new byte[length - 512]);
    byte[] first = new byte[length];
    first[0] = 1;
    tail("first byte", first);
    byte[] last = new byte[length];
    last[length - 1] = 1;
    tail("last byte", last);
  }

  private void tail(String what, byte[] tail) {
    Archive archive = new Archive(good);
    archive.tail = tail;
    add("tail", what, false, archive.bytes());
  }

  private void envelopes() {
    envelope("CRLF", t -> t.replace("\n", "\r\n"));
    envelope("no last line feed", t -> t.substring(0, t.length() - 1));
    envelope("one more line feed", t -> t + "\n");
    envelope("a space after a colon", t -> t.replaceFirst(":", ": "));
    envelope("one line", t -> t.replace("\n", "") + "\n");
    envelope("type in capitals", t -> t.replace("in-toto", "IN-TOTO"));
    envelope("another type", t -> t.replace("vnd.in-toto+json", "vnd.in-toto"));
    envelope("members swapped", t -> swapLines(t, 0, 1));
    envelope("signatures swapped", Mutations::swapSignatures);
    envelope("a signature twice", t -> t.replaceFirst("(\\{\"keyid.*,\n)", "$1$1"));
    envelope("a signature less", t -> t.replaceFirst("\\{\"keyid.*,\n", ""));
    envelope("no signature", t -> t.replaceAll("\\{\"keyid.*\n", ""));
    envelope("a comma too much", t -> t.replace("\"}\n]}", "\"},\n]}"));
    envelope("a comma less", t -> t.replace("\"},\n", "\"}\n"));
    envelope("base64 without padding", t -> t.replace("==\"", "\""));
    envelope("bits left over", Mutations::bitsLeftOver);
    envelope("key id in capitals", Mutations::capitalKeyid);
    envelope("an unknown member", t -> t.replace("\"signatures\"", "\"x\":1,\n\"signatures\""));
    envelope("keyid after sig", t -> t.replaceAll("(\"keyid\":.*),(\"sig\":\".*\")}", "$2,$1}"));
    envelope("a comment", t -> "# x\n" + t);
    envelope("byte order mark", t -> "\uFEFF" + t);
    envelope("payload of another", t -> t.replace("\"payload\":\"ey", "\"payload\":\"fy"));
  }

  private void envelope(String what, UnaryOperator<String> change) {
    text("envelope", ENVELOPE, what, change);
  }

  private void text(String kind, String member, String what, UnaryOperator<String> change) {
    Archive archive = new Archive(good);
    Member changed = archive.member(member);
    changed.body(change.apply(changed.text()));
    add(kind, what, early(member), archive.fitTail().bytes());
  }

  /** The last digit before the padding of the first signature carries four bits more. */
  private static String bitsLeftOver(String text) {
    int at = text.indexOf("==\"}") - 1;
    return text.substring(0, at) + (char) (text.charAt(at) + 1) + text.substring(at + 1);
  }

  private static String swapLines(String text, int first, int second) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.swap(lines, first, second);
    return String.join("\n", lines) + "\n";
  }

  private static String swapSignatures(String text) {
    String swapped = swapLines(text, 3, 4);
    return swapped.replace("\"}\n{", "\"},\n{").replace("\"},\n]}", "\"}\n]}");
  }

  private static String capitalKeyid(String text) {
    int at = text.indexOf("\"keyid\":\"") + 9;
    String keyid = text.substring(at, at + 64);
    return text.replace(keyid, keyid.toUpperCase(Locale.ROOT));
  }

  private void lists() {
    for (String list : List.of("SHA256SUMS", "SIZES")) {
      list(list, "CRLF", t -> t.replace("\n", "\r\n"));
      list(list, "no last line feed", t -> t.substring(0, t.length() - 1));
      list(list, "an empty line", t -> t + "\n");
      list(list, "one space", t -> t.replaceFirst(" {2}", " "));
      list(list, "binary mode", t -> t.replaceFirst(" {2}", " *"));
      list(list, "a line twice", t -> t.replaceFirst("(.*\n)", "$1$1"));
      list(list, "a line less", t -> t.replaceFirst(".*\n", ""));
      list(list, "lines swapped", t -> swapLines(t, 0, 1));
      list(list, "a leading zero", t -> "0" + t);
      list(list, "a stranger", t -> t + t.replaceFirst("(?s)\n.*", "\n").replace("oci", "x"));
      list(list, "a path", t -> t.replaceFirst("oci-layout", "../oci-layout"));
      list(list, "capitals", t -> t.toUpperCase(Locale.ROOT));
    }
  }

  private void list(String name, String what, UnaryOperator<String> change) {
    text(name, name, what, change);
  }

  private void add(String kind, String where, boolean early, Consumer<Archive> change) {
    Archive archive = new Archive(good);
    change.accept(archive);
    add(kind, where, early, archive.fitTail().bytes());
  }

  private void add(String kind, String where, boolean early, byte[] bytes) {
    if (Arrays.equals(good, bytes)) {
      throw new IllegalStateException(kind + ": " + where + " changes nothing");
    }
    all.add(new Mutation(kind, where, early, bytes));
  }

  private static boolean early(String member) {
    return member.equals(ENVELOPE) || member.startsWith("roots/");
  }
}

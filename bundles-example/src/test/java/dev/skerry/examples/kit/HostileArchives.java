package dev.skerry.examples.kit;

import dev.skerry.examples.kit.Archive.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Archives that make one reader of tar see what another does not see, or write where it must not,
 * or take all memory: each as a whole bundle by somebody who cannot sign, and hidden in a bundle
 * that was signed, behind the last byte that a signature check needs.
 *
 * <p>One code stands for many attacks, and that is the rule at work: a header is not taken apart
 * and judged field by field. Its 512 bytes must be the only ones that the signed lists allow there,
 * so a bad checksum, a link and a name of 16 MiB differ from it alike, and there is no field whose
 * own reader could be deceived. What comes first decides: at the front no header is that of an
 * envelope (SKY-1306), behind the head it is not the one listed (SKY-1310), an archive of another
 * length is not read at all (SKY-1305), and what follows the last member must be zeros (SKY-1313).
 */
public final class HostileArchives {
  /** How the names of those end that only the end gives away. */
  public static final String SAME_LENGTH = ", of the length that was signed";

  private static final int HEAD = 4;
  private static final int BLOCK = 512;
  private static final int LONG_NAME = 16 << 20;
  private static final String FILE = "0";
  private static final String LINK = "2";
  private static final String PAX = "x";
  private static final String GNU_NAME = "L";
  private static final String NAME = "oci-layout";

  private final byte[] good;
  private final List<Hostile> all = new ArrayList<>();

  /**
   * One archive.
   *
   * @param attack what it tries, and where
   * @param code of the refusal
   * @param exit of the refusal
   */
  public record Hostile(String attack, String code, int exit, byte[] bytes) {
    @Override
    public String toString() {
      return attack;
    }
  }

  /** What an attack does to the members of an archive from some place on. */
  private interface Attack {
    void on(Archive archive, int place);
  }

  private HostileArchives(byte[] good) {
    this.good = good;
  }

  /** Every attack on a good bundle. */
  public static List<Hostile> of(byte[] good) {
    HostileArchives made = new HostileArchives(good);
    made.headers();
    made.names();
    made.links();
    made.extensions();
    made.sizesThatContradict();
    made.ends();
    return List.copyOf(made.all);
  }

  private void headers() {
    attack("a header with a wrong checksum", (a, at) -> a.members.get(at).header[148] ^= 1);
    attack("a size of -1", (a, at) -> size(a.members.get(at), "\u00ff".repeat(12)));
    attack(
        "a size of 2^63-1",
        (a, at) -> size(a.members.get(at), "\u0080\0\0\0\u007f" + "\u00ff".repeat(7)));
  }

  private static void size(Member member, String field) {
    member.field(124, 12, field);
  }

  private void names() {
    attack("a path out of the folder", (a, at) -> put(a, at, FILE, "../../evil", "x"));
    attack("an absolute path", (a, at) -> put(a, at, FILE, "/tmp/evil", "x"));
    attack("a path in and out again", (a, at) -> put(a, at, FILE, "d/../../x", "x"));
    attack("a name twice", (a, at) -> a.members.add(at, a.members.get(at).copy()));
    attack(
        "a name in capitals",
        (a, at) -> {
          Member capitals = a.members.get(at).copy();
          a.members.add(at, capitals.field(0, 100, capitals.name().toUpperCase(Locale.ROOT)));
        });
    attack(
        "a name with a dot and a slash",
        (a, at) -> {
          Member member = a.members.get(at);
          member.field(0, 100, "./" + member.name());
        });
  }

  private void links() {
    attack(
        "a link and a file through it",
        (a, at) -> {
          put(a, at, FILE, "blobs/evil", "x");
          put(a, at, LINK, "blobs", "").field(157, 100, "/tmp");
        });
    attack(
        "a hard link to a file outside",
        (a, at) -> put(a, at, "1", NAME, "").field(157, 100, "/etc/passwd"));
  }

  private void extensions() {
    attack("an extended name with a NUL", (a, at) -> pax(a, at, record("path", "good\0evil")));
    attack(
        "a name of 16 MiB",
        (a, at) -> put(a, at, GNU_NAME, "././@LongLink", "a".repeat(LONG_NAME)));
    attack("a time of 9e9999999", (a, at) -> pax(a, at, record("mtime", "9e9999999")));
    attack(
        "a sparse file of 1 TiB",
        (a, at) -> {
          put(a, at, FILE, "GNUSparseFile.0/x", "1\n0\n0\n");
          String sparse = record("GNU.sparse.major", "1") + record("GNU.sparse.minor", "0");
          pax(a, at, sparse + record("GNU.sparse.realsize", "1099511627776"));
        });
  }

  /** Two sizes for one member: readers that believe the other one see other members. */
  private void sizesThatContradict() {
    attack("an extended size that hides members", (a, at) -> pax(a, at, record("size", "1048576")));
    attack(
        "an extended size that shows a hidden member",
        (a, at) -> {
          Member hidden = a.stranger("evil", FILE, "");
          Member around = put(a, at, FILE, NAME, "");
          around.body(hidden.header);
          pax(a, at, record("size", "0"));
        });
    attack(
        "a long name between an extended size and its file",
        (a, at) -> {
          put(a, at, GNU_NAME, "././@LongLink", NAME + "\0");
          pax(a, at, record("size", "0"));
        });
  }

  private void ends() {
    end("no blocks of zeros at the end", new byte[0], tail -> Arrays.fill(tail, (byte) 'x'));
    byte[] second = new Archive(good).stranger("evil", FILE, "x").header;
    byte[] longer = new byte[new Archive(good).tail.length + 10_240];
    System.arraycopy(second, 0, longer, longer.length - 10_240, second.length);
    end(
        "a second archive after the end",
        longer,
        tail -> System.arraycopy(second, 0, tail, tail.length - BLOCK, BLOCK));
  }

  /**
   * Of another length, which gives it away at once; of the length that was signed, so that the end
   * itself has to; and the same with a signature that is none.
   */
  private void end(String name, byte[] otherLength, Consumer<byte[]> change) {
    Archive other = new Archive(good);
    other.tail = otherLength;
    all.add(new Hostile(name + ", of another length", "SKY-1305", 5, other.bytes()));
    Archive same = new Archive(good);
    if (same.tail.length < 3 * BLOCK) {
      throw new IllegalStateException("no room behind the two blocks: " + same.tail.length);
    }
    change.accept(same.tail);
    all.add(new Hostile(name + SAME_LENGTH, "SKY-1313", 5, same.bytes()));
    Member envelope = same.members.getFirst();
    int sig = envelope.text().indexOf("\"sig\":\"") + 20;
    envelope.body[sig] = (byte) (envelope.body[sig] == 'A' ? 'B' : 'A');
    all.add(new Hostile(name + SAME_LENGTH + ", unsigned", "SKY-1111", 3, same.bytes()));
  }

  /**
   * At the front nothing is signed. Behind the head it stands before the first payload, and the
   * archive is cut to the length of the good one, so that its length does not give it away.
   */
  private void attack(String name, Attack attack) {
    all.add(new Hostile(name + ", unsigned", "SKY-1306", 3, changed(attack, 0)));
    byte[] signed = Arrays.copyOf(changed(attack, HEAD), good.length);
    all.add(new Hostile(name + ", behind the head", "SKY-1310", 5, signed));
  }

  private byte[] changed(Attack attack, int place) {
    Archive archive = new Archive(good);
    attack.on(archive, place);
    return archive.fitTail().bytes();
  }

  private static Member put(Archive archive, int at, String type, String name, String body) {
    Member member = archive.stranger(name, type, body);
    archive.members.add(at, member);
    return member;
  }

  private static void pax(Archive archive, int at, String records) {
    put(archive, at, PAX, "PaxHeaders/x", records);
  }

  /** A record of an extended header; its length counts itself. */
  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.getBytes(StandardCharsets.UTF_8).length;
    int digits = 1;
    while (Integer.toString(length + digits).length() > digits) {
      digits++;
    }
    return (length + digits) + rest;
  }
}

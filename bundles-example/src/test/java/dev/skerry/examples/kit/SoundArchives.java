package dev.skerry.examples.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.examples.kit.Archive.Member;
import dev.skerry.format.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Archives that keep every rule of the format for what stands where, made of one bundle: other
 * bodies, sizes, names and numbers of members, with lists, totals and subject that fit. Nobody
 * signed them, and their blobs are no images.
 */
public final class SoundArchives {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  private static final int[] SIZES = {0, 1, 511, 512, 513, 1_023, 1_024, 4_096, 9_999};

  private final byte[] good;
  private final Random random;

  /** Made of a bundle with this source of chance. */
  public SoundArchives(byte[] good, Random random) {
    this.good = good.clone();
    this.random = random;
  }

  /** The next one. */
  public byte[] next() {
    Archive archive = new Archive(good);
    List<Member> roots = new ArrayList<>();
    int last = 1 + random.nextInt(3);
    for (int version = 1; version <= last; version++) {
      roots.add(member(archive, "roots/" + version + ".root.dsse.json", body()));
    }
    List<Member> extras = extras(archive);
    List<Member> early = blobs(archive, random.nextInt(8));
    List<Member> late = blobs(archive, random.nextInt(random.nextInt(10) == 0 ? 200 : 12));
    List<Member> after = new ArrayList<>(extras);
    after.add(archive.member("oci-layout"));
    after.add(archive.member("index.json"));
    after.addAll(early);
    int metadata = after.size();
    after.addAll(late);
    Member sizes = member(archive, "SIZES", sizes(after).getBytes(UTF_8));
    List<Member> listed = new ArrayList<>(roots);
    listed.add(sizes);
    listed.addAll(after);
    Member sums = member(archive, "SHA256SUMS", sums(listed).getBytes(UTF_8));
    Member envelope = archive.members.getFirst();
    long bytes = listed.stream().mapToLong(m -> m.body.length).sum();
    String totals =
        "\"totals\":{\"members\":%d,\"metadata\":%d,\"bytes\":%d}"
            .formatted(listed.size(), metadata, bytes);
    envelope.body(signed(envelope.text(), Digest.of(sums.body), totals));
    archive.members.clear();
    archive.members.addAll(List.of(envelope));
    archive.members.addAll(roots);
    archive.members.addAll(List.of(sums, sizes));
    archive.members.addAll(after);
    return archive.fitTail().bytes();
  }

  /** The next one with one field of one header changed and its checksum put right. */
  public byte[] nextWithAnotherHeader() {
    Archive archive = new Archive(next());
    Member member = archive.members.get(random.nextInt(archive.members.size()));
    int at = random.nextInt(500);
    member.field(at, 1, String.valueOf((char) random.nextInt(256)));
    return archive.bytes();
  }

  private byte[] body() {
    int size = random.nextBoolean() ? SIZES[random.nextInt(SIZES.length)] : random.nextInt(3_000);
    byte[] body = new byte[size];
    random.nextBytes(body);
    return body;
  }

  private List<Member> extras(Archive archive) {
    TreeMap<String, byte[]> bodies = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      StringBuilder name = new StringBuilder("head/x");
      for (int length = random.nextInt(64); length > 0; length--) {
        name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      bodies.put(name.toString(), body());
    }
    return members(archive, bodies);
  }

  private List<Member> blobs(Archive archive, int count) {
    TreeMap<String, byte[]> bodies = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      byte[] body = body();
      if (body.length > 1) {
        bodies.put("blobs/sha256/" + Digest.of(body).hex(), body);
      }
    }
    return members(archive, bodies);
  }

  private static List<Member> members(Archive archive, TreeMap<String, byte[]> bodies) {
    List<Member> members = new ArrayList<>();
    bodies.forEach((name, body) -> members.add(member(archive, name, body)));
    return members;
  }

  private static Member member(Archive archive, String name, byte[] body) {
    return archive.members.getLast().copy().body(body).field(0, 100, name);
  }

  private static String sizes(List<Member> members) {
    StringBuilder list = new StringBuilder();
    members.forEach(m -> list.append(m.body.length).append("  ").append(m.name()).append('\n'));
    return list.toString();
  }

  private static String sums(List<Member> members) {
    StringBuilder list = new StringBuilder();
    members.forEach(m -> list.append(Digest.of(m.body).hex() + "  " + m.name() + "\n"));
    return list.toString();
  }

  private static String signed(String envelope, Digest sums, String totals) {
    List<String> lines = new ArrayList<>(envelope.lines().toList());
    String before = lines.get(1).replaceAll("\"payload\":\"|\",", "");
    String payload =
        new String(Base64.getDecoder().decode(before), UTF_8)
            .replaceFirst("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + sums.hex() + "\"")
            .replaceFirst("\"totals\":\\{[^}]*}", totals);
    String after = Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
    lines.set(1, "\"payload\":\"" + after + "\",");
    return String.join("\n", lines) + "\n";
  }
}

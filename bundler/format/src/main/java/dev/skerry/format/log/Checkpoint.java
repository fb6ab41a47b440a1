package dev.skerry.format.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Digest;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a log is and what it holds, in the text of a C2SP tlog-checkpoint. Signed, it is a C2SP
 * signed-note with a line of an Ed25519 key, whose name is the origin; with two where one key takes
 * the place of another.
 *
 * @param origin which log, for instance {@code site/north-1/audit}; no white space, no plus sign
 * @param size entries
 * @param root of the Merkle tree over them
 */
public record Checkpoint(String origin, long size, Digest root) {
  private static final byte ED25519 = 1;
  private static final int KEY_ID = 4;
  private static final int RAW_KEY = 32;
  private static final int SIGNATURE = 64;
  private static final Pattern ORIGIN = Pattern.compile("[!-*,-~]{1,200}");
  private static final Pattern SIGNED =
      Pattern.compile(
          "(?<text>(?<origin>[!-*,-~]{1,200})\\n(?<size>0|[1-9][0-9]{0,17})\\n"
              + "(?<root>[A-Za-z0-9+/]{43}=)\\n)\\n"
              + "(?<lines>(?:\u2014 [!-*,-~]{1,200} [A-Za-z0-9+/]{91}=\\n){1,16})");
  private static final Pattern LINE =
      Pattern.compile("\u2014 (?<name>[!-*,-~]{1,200}) (?<sig>[A-Za-z0-9+/]{91}=)\\n");

  /** Refuses a name that a note could not carry, and a negative size. */
  public Checkpoint {
    if (!ORIGIN.matcher(origin).matches() || size < 0) {
      throw new IllegalArgumentException("no checkpoint: " + origin + ", " + size);
    }
  }

  /** What the log of a site is called. */
  public static String origin(String site) {
    return "site/" + site + "/audit";
  }

  /** The three lines that are signed. */
  public String text() {
    byte[] hash = HexFormat.of().parseHex(root.hex());
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(hash) + "\n";
  }

  /**
   * The signed note.
   *
   * @param keys of scheme Ed25519
   */
  public String signed(SigningKey... keys) {
    StringBuilder note = new StringBuilder(text()).append('\n');
    for (SigningKey key : keys) {
      byte[] signature = key.sign(text().getBytes(UTF_8));
      byte[] line = Arrays.copyOf(keyId(origin, key.publicKey()), KEY_ID + SIGNATURE);
      System.arraycopy(signature, 0, line, KEY_ID, SIGNATURE);
      note.append("\u2014 ").append(origin).append(' ');
      note.append(Base64.getEncoder().encodeToString(line)).append('\n');
    }
    return note.toString();
  }

  /** The checkpoint of a note that this key signed; empty for anything else. */
  public static Optional<Checkpoint> verified(String note, PublicKey key) {
    Matcher m = SIGNED.matcher(note);
    if (!m.matches() || key.scheme() != Scheme.ED25519) {
      return Optional.empty();
    }
    byte[] text = m.group("text").getBytes(UTF_8);
    byte[] wanted = keyId(m.group("origin"), key);
    boolean signed =
        LINE.matcher(m.group("lines"))
            .results()
            .filter(line -> line.group("name").equals(m.group("origin")))
            .map(line -> Base64.getDecoder().decode(line.group("sig")))
            .filter(line -> Arrays.equals(Arrays.copyOf(line, KEY_ID), wanted))
            .anyMatch(line -> key.verifies(text, Arrays.copyOfRange(line, KEY_ID, line.length)));
    return signed ? Optional.of(of(m)) : Optional.empty();
  }

  /** The checkpoint of a note, whoever signed it. */
  public static Optional<Checkpoint> unverified(String note) {
    Matcher m = SIGNED.matcher(note);
    return m.matches() ? Optional.of(of(m)) : Optional.empty();
  }

  private static Checkpoint of(Matcher m) {
    byte[] root = Base64.getDecoder().decode(m.group("root"));
    return new Checkpoint(
        m.group("origin"),
        Long.parseLong(m.group("size")),
        new Digest(HexFormat.of().formatHex(root)));
  }

  /** C2SP signed-note: SHA-256 of name, newline, type and raw key, its first four bytes. */
  private static byte[] keyId(String name, PublicKey key) {
    byte[] spki = key.spki();
    MessageDigest hash = Digest.sha256();
    hash.update((name + "\n").getBytes(UTF_8));
    hash.update(ED25519);
    hash.update(spki, spki.length - RAW_KEY, RAW_KEY);
    return Arrays.copyOf(hash.digest(), KEY_ID);
  }
}

package dev.skerry.format.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Names;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code head/ACKS}: what the desk has seen of each site's log, one line {@code SITE SIZE ROOT} per
 * site, ascending (format section 3).
 */
public record Acks(SortedMap<String, Ack> sites) {
  /** Its name below {@code head/}. */
  public static final String NAME = "ACKS";

  private static final Pattern LINE =
      Pattern.compile("(?<site>[^ ]+) (?<size>[1-9][0-9]{0,15}) (?<root>[0-9a-f]{64})");

  /**
   * What was seen of one log.
   *
   * @param size entries
   * @param root of the Merkle tree over them
   */
  public record Ack(long size, Digest root) {}

  /** Copies the map. */
  public Acks {
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
  }

  /**
   * Reads the list to the letter.
   *
   * @throws SkerryException {@link FormatError#ACKS_SPELLING}
   */
  public static Acks parse(byte[] body) {
    String text = new String(body, US_ASCII);
    SortedMap<String, Ack> sites = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher m = LINE.matcher(line);
      if (m.matches() && Names.isId(m.group("site"))) {
        sites.put(
            m.group("site"), new Ack(Long.parseLong(m.group("size")), new Digest(m.group("root"))));
      }
    }
    Acks acks = new Acks(sites);
    if (sites.isEmpty() || !Arrays.equals(acks.bytes(), body)) {
      throw new SkerryException(
          FormatError.ACKS_SPELLING, "head/" + NAME, "is not spelled as the format says");
    }
    return acks;
  }

  /** The list in the format's spelling. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    sites.forEach((site, ack) ->
        text.append(site)
            .append(' ')
            .append(ack.size())
            .append(' ')
            .append(ack.root().hex())
            .append('\n'));
    return text.toString().getBytes(US_ASCII);
  }
}

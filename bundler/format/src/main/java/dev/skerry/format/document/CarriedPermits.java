package dev.skerry.format.document;

import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The permits that lifted a rule, as a receipt carries them (format section 5). Whether enough
 * signed them is judged by who uses them.
 *
 * @param permits in the order in which they were used
 * @param more how many others were used for which a receipt has no place
 */
public record CarriedPermits(List<SignedPermit> permits, long more) {
  /** The most that a receipt carries. */
  public static final int MOST = 16;

  /** The most bytes that all of their envelopes have together: a receipt has a limit, too. */
  public static final int MOST_BYTES = 128 << 10;

  /** Copies the list. */
  public CarriedPermits {
    permits = List.copyOf(permits);
  }

  /** No rule was lifted. */
  public static CarriedPermits none() {
    return new CarriedPermits(List.of(), 0);
  }

  /**
   * Those for which there is place.
   *
   * @param used without signatures that do not count, for anybody can add some
   */
  public static CarriedPermits of(List<SignedPermit> used) {
    List<SignedPermit> carried = new ArrayList<>();
    long left = MOST_BYTES;
    for (SignedPermit permit : used) {
      long size = permit.envelope().bytes().length;
      if (carried.size() < MOST && size <= left) {
        carried.add(permit);
        left -= size;
      }
    }
    return new CarriedPermits(carried, used.size() - carried.size());
  }

  /** Reads the fields of a receipt. */
  static CarriedPermits read(Fields p) {
    List<String> texts = p.texts("permits");
    if (texts.size() > MOST) {
      throw p.refuse("permits", "are %d, more than %d".formatted(texts.size(), MOST));
    }
    List<SignedPermit> permits =
        texts.stream()
            .map(text -> Reading.base64(p, "permits", text))
            .map(
                bytes -> Reading.spelled(p, "permits", () -> SignedPermit.parse(bytes, "a permit")))
            .toList();
    return new CarriedPermits(
        permits, p.has("morePermits") ? Reading.atLeast(p, "morePermits", 1) : 0);
  }

  /** Writes the fields of a receipt. */
  void write(JsonText p) {
    p.strings(
        "permits",
        permits.stream()
            .map(permit -> Base64.getEncoder().encodeToString(permit.envelope().bytes()))
            .toList());
    if (more > 0) {
      p.put("morePermits", more);
    }
  }
}

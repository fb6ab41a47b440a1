package dev.skerry.desk.check;

import dev.skerry.desk.DeskError;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.plans.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Whether a bundle keeps the limits of the format and fits its medium, before it is downloaded. */
public final class Room {
  /** A line in each list, at the most. */
  private static final long LINES = 180;

  /** Envelope, roots, index.json and the end, roughly. */
  private static final long REST = 256 * 1024;

  private final Map<Digest, Long> blobs = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /** Counts a blob; one that is there already counts once. */
  public void add(Descriptor blob, String where) {
    if (blobs.put(blob.digest(), blob.size()) == null && blob.size() > Limits.V1.member()) {
      findings.add(
          Finding.error(
              DeskError.LIMIT,
              where,
              "needs %s with %,d bytes; a member has at most %,d"
                  .formatted(blob.digest(), blob.size(), Limits.V1.member())));
    }
  }

  /** Bytes that an archive of these blobs takes at the most. */
  public long bytes() {
    long members = blobs.values().stream().mapToLong(UstarHeader::span).sum();
    return members + blobs.size() * LINES + REST;
  }

  /**
   * What does not fit.
   *
   * @param entries content entries
   * @param manifests manifests and indexes
   * @param medium size of the medium in bytes, where it is known
   */
  public List<Finding> judge(int entries, int manifests, OptionalLong medium) {
    limit("content entries", entries, Limits.V1.contentEntries());
    limit("manifests", manifests, Limits.V1.manifests());
    limit("blobs", blobs.size(), Limits.V1.blobs());
    if (medium.isPresent() && bytes() > medium.getAsLong()) {
      findings.add(
          Finding.error(
              DeskError.MEDIUM,
              "the medium",
              "has %,d bytes; the bundle takes up to %,d".formatted(medium.getAsLong(), bytes())));
    }
    return List.copyOf(findings);
  }

  private void limit(String what, long count, long most) {
    if (count > most) {
      String reason = "has %,d %s, %,d are the most".formatted(count, what, most);
      findings.add(Finding.error(DeskError.LIMIT, "the bundle", reason));
    }
  }
}

package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A blob that is not served, because a {@link Scrub} found its file bad and no import has brought
 * it back yet.
 *
 * @param bundles names of those held that have it: the active one first, then the newest; empty for
 *     what was pushed
 * @param active whether an active bundle or a push needs it
 */
public record BadBlob(
    Digest digest, Fault fault, Instant found, List<String> bundles, boolean active) {
  private static final String PUSHED = "pushed content";

  /** Copies the names. */
  public BadBlob {
    bundles = List.copyOf(bundles);
  }

  /** What is wrong with a file. */
  public enum Fault {
    /** The disk gives other bytes than those that were written. */
    DIFFERS("its bytes are others"),
    /** The disk reports an error, twice. */
    UNREADABLE("the disk cannot read it"),
    /** There is no file. */
    GONE("its file is gone");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    /** As rows, reports and the log spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Fault of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Which bundle brings it back, or that it has to be pushed again. */
  public String source() {
    return bundles.isEmpty() ? PUSHED : bundles.getFirst();
  }

  /** What to do about them: one problem for each bundle that has to be inserted again. */
  public static List<Problem> problems(List<BadBlob> all) {
    Map<String, List<BadBlob>> bySource =
        all.stream()
            .collect(Collectors.groupingBy(BadBlob::source, TreeMap::new, Collectors.toList()));
    List<Problem> problems = new ArrayList<>();
    bySource.forEach((source, bad) -> {
      BadBlob first = bad.getFirst();
      String lacks =
          bad.size() == 1 ? "a blob that is" : "%,d blobs that are".formatted(bad.size());
      String reason =
          "lacks %s damaged on this disk: %s%s (%s)"
              .formatted(
                  lacks, bad.size() == 1 ? "" : "first ", first.digest(), first.fault().text);
      problems.add(new SkerryException(StoreError.BAD_BLOBS, source, reason).problem());
    });
    return problems;
  }
}

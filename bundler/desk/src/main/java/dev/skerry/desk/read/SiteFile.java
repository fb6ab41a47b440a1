package dev.skerry.desk.read;

import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.shape.Field;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Parsed;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Table;
import dev.skerry.desk.shape.Text;
import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.SiteIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a desk knows of a site, for {@code verify --site}; what the file leaves out is not judged.
 *
 * @param accepted the bundle that the site accepted last
 * @param counters its counters by kind and name
 * @param free free bytes on its disk
 */
public record SiteFile(
    SiteIdentity identity,
    String channel,
    Optional<Accepted> accepted,
    Optional<SortedMap<CounterName, Long>> counters,
    Optional<Long> free) {
  private static final int MOST_BYTES = 64 * 1024;
  private static final long MEGABYTE = 1_000_000;
  private static final int MOST = 999_999_999;
  private static final Shape<String> ID =
      Text.of(
          "lower-case letters, digits and dashes, at most 40",
          "[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Shape<String> WORD = Text.of("a word", "[A-Za-z0-9._/-]{0,253}");
  private static final Shape<CounterName> COUNTED =
      Text.of(
          "KIND/NAME",
          "[a-z0-9]+/.+",
          s -> new CounterName(s.replaceFirst("/.*", ""), s.replaceFirst("[^/]*/", "")));

  private static final Field<String> SITE = Field.required("site", ID, "The site's id.");
  private static final Field<String> CHANNEL = Field.required("channel", ID, "Its channel.");
  private static final Field<SortedMap<String, String>> LABELS =
      Field.optional("labels", Shapes.map(WORD), "Its labels.");
  private static final Field<List<String>> GROUPS =
      Field.optional("groups", Many.of(WORD), "Its groups.");
  private static final Field<Integer> EPOCH =
      Field.required("epoch", Shapes.whole(1, MOST), "Its epoch.");
  private static final Field<Integer> SEQUENCE =
      Field.required("sequence", Shapes.whole(1, MOST), "Its sequence.");
  private static final Field<Digest> STATEMENT =
      Field.required(
          "statement",
          Text.of("sha256:<hex>", "sha256:[0-9a-f]{64}", Digest::parse),
          "Digest of its statement.");
  private static final Field<Accepted> ACCEPTED =
      Field.optional(
          "accepted",
          Table.of(
              "epoch, sequence and statement of a bundle",
              List.of(EPOCH, SEQUENCE, STATEMENT),
              v -> new Accepted(v.need(EPOCH), v.need(SEQUENCE), v.need(STATEMENT))),
          "The bundle that it accepted last.");
  private static final Field<CounterName> COUNTER =
      Field.required("of", COUNTED, "What is counted: os/NAME, plan/NAME, file/NAME, k3s/k3s.");
  private static final Field<Integer> VALUE =
      Field.required("counter", Shapes.whole(1, MOST), "Its highest counter.");
  private static final Field<List<Counter>> COUNTERS =
      Field.optional(
          "counters",
          Many.of(
              Table.of(
                  "a counter",
                  List.of(COUNTER, VALUE),
                  v -> new Counter(v.need(COUNTER), v.need(VALUE)))),
          "Its counters.");
  private static final Field<Integer> FREE =
      Field.optional("free", Shapes.whole(0, MOST), "Free space on its disk in MB.");
  private static final Shape<SiteFile> SHAPE =
      Table.of(
          "a site", List.of(SITE, CHANNEL, LABELS, GROUPS, ACCEPTED, COUNTERS, FREE), SiteFile::of);

  private record Counter(CounterName name, long value) {}

  /** Copies the counters. */
  public SiteFile {
    counters = counters.map(TreeMap::new);
  }

  /**
   * Reads the file.
   *
   * @throws dev.skerry.format.error.SkerryException {@link ReadSideError#SITE_FILE}
   */
  public static SiteFile read(Path file) {
    byte[] bytes = LocalFiles.read(file, MOST_BYTES);
    String name = file.toString();
    return Parsed.read(name, bytes, MOST_BYTES, SHAPE, (site, faults) -> {})
        .orThrow(ReadSideError.SITE_FILE, name);
  }

  private static SiteFile of(Table.Values v) {
    SortedMap<String, String> labels = v.get(LABELS).orElse(new TreeMap<>());
    return new SiteFile(
        new SiteIdentity(v.need(SITE), labels, v.list(GROUPS)),
        v.need(CHANNEL),
        v.get(ACCEPTED),
        v.get(COUNTERS).map(SiteFile::byName),
        v.get(FREE).map(megabytes -> megabytes * MEGABYTE));
  }

  private static SortedMap<CounterName, Long> byName(List<Counter> counters) {
    SortedMap<CounterName, Long> map = new TreeMap<>();
    counters.forEach(counter -> map.put(counter.name(), counter.value()));
    return map;
  }
}

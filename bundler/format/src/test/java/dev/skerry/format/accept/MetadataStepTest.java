package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Side;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestStatements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Step 10 of format section 6: what is changed in group 4, and what a site then says. */
class MetadataStepTest {
  private static final Digest FIRST_BLOB = TestBundle.sample(42).blobs.firstKey();

  static Stream<Arguments> content() {
    return Stream.of(
        row("a manifest is missing", "SKY-1203", 4, s -> s.metadata = m -> without(m, index(m))),
        row(
            "a blob that nothing names",
            "SKY-1204",
            4,
            s -> s.metadata = m -> with(m, TestStatements.digest("x"))),
        row(
            "index.json lacks an entry",
            "SKY-1206",
            4,
            s ->
                s.metadata =
                    m ->
                        new Metadata(
                            TestBundle.sample(41).index(), m.documents(), m.sizes(), m.omitted())),
        row(
            "index.json has a line break",
            "SKY-1202",
            4,
            s ->
                s.metadata =
                    m ->
                        new Metadata(
                            utf8(text(m.index()).replace(",\"manifests\"", ",\n\"manifests\"")),
                            m.documents(),
                            m.sizes(),
                            m.omitted())),
        row("a payload blob in group 4", "SKY-1208", 4, s -> s.metadata = m -> early(m, s)),
        row("a manifest in group 5", "SKY-1208", 4, s -> s.metadata = m -> late(m)),
        row(
            "another size",
            "SKY-1207",
            4,
            s ->
                s.metadata =
                    m -> {
                      SortedMap<Digest, Long> sizes = new TreeMap<>(m.sizes());
                      sizes.merge(FIRST_BLOB, 1L, Long::sum);
                      return new Metadata(m.index(), m.documents(), sizes, m.omitted());
                    }));
  }

  static Stream<Arguments> policiesAndSpace() {
    return Stream.of(
        row(
            "a policy says no",
            "SKY-9001",
            4,
            s -> s.policy = (site, t, m) -> List.of(Objection.of(NO))),
        row(
            "both policies say yes",
            "go on",
            0,
            s -> s.policy = AdmissionPolicy.acceptAll().and(AdmissionPolicy.acceptAll())),
        row(
            "the second policy says no",
            "SKY-9001",
            4,
            s ->
                s.policy =
                    AdmissionPolicy.acceptAll().and((site, t, m) -> List.of(Objection.of(NO)))),
        row(
            "one byte short of space",
            "SKY-1142",
            6,
            s -> s.space = new Space(total(s) + 99, 100, d -> false)),
        row(
            "just enough space",
            "go on",
            0,
            s -> s.space = new Space(total(s) + 100, 100, d -> false)),
        row(
            "a reserve that no disk has",
            "SKY-1142",
            6,
            s -> s.space = new Space(1L << 40, Long.MAX_VALUE, d -> false)),
        row("all is held", "go on", 0, s -> s.space = new Space(100, 100, d -> true)),
        row(
            "what is left out is held",
            "go on",
            0,
            s -> {
              s.metadata = MetadataStepTest::thin;
              s.space = new Space(1L << 40, 0, d -> true);
            }),
        row(
            "what is left out is not held",
            "SKY-1141",
            4,
            s -> s.metadata = MetadataStepTest::thin));
  }

  private static final Problem NO =
      new Problem("SKY-9001", Side.DESK, "plan", "is not good", "Make it good.", ExitCode.REFUSED);

  private static Arguments row(String changed, String code, int exit, Consumer<Scenario> change) {
    return Arguments.of(changed, code, exit, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"content", "policiesAndSpace"})
  void table(String changed, String code, int exit, Consumer<Scenario> change) {
    Scenario scenario = new Scenario();
    change.accept(scenario);
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo(code);
    if (verdict instanceof Verdict.Refused refused) {
      assertThat(refused.problem().exit().number()).isEqualTo(exit);
    } else {
      assertThat(exit).isZero();
    }
  }

  private static long total(Scenario s) {
    return s.bundle.blobs.values().stream().mapToLong(b -> b.length).sum();
  }

  private static Digest index(Metadata m) {
    return dev.skerry.format.oci.IndexJson.parse(m.index())
        .entries()
        .getFirst()
        .descriptor()
        .digest();
  }

  private static Metadata without(Metadata m, Digest digest) {
    SortedMap<Digest, Long> sizes = new TreeMap<>(m.sizes());
    sizes.remove(digest);
    Map<Digest, byte[]> documents = new HashMap<>(m.documents());
    documents.remove(digest);
    return new Metadata(m.index(), documents, sizes, m.omitted());
  }

  private static Metadata with(Metadata m, Digest digest) {
    SortedMap<Digest, Long> sizes = new TreeMap<>(m.sizes());
    sizes.put(digest, 1L);
    return new Metadata(m.index(), m.documents(), sizes, m.omitted());
  }

  private static Metadata early(Metadata m, Scenario s) {
    Map<Digest, byte[]> documents = new HashMap<>(m.documents());
    documents.putAll(s.bundle.blobs);
    return new Metadata(m.index(), documents, m.sizes(), m.omitted());
  }

  private static Metadata late(Metadata m) {
    Map<Digest, byte[]> documents = new HashMap<>(m.documents());
    documents.remove(index(m));
    return new Metadata(m.index(), documents, m.sizes(), m.omitted());
  }

  /** Leaves out one layer. */
  private static Metadata thin(Metadata m) {
    SortedMap<Digest, Long> sizes = new TreeMap<>(m.sizes());
    Digest layer =
        sizes.keySet().stream()
            .filter(d -> !m.documents().containsKey(d))
            .findFirst()
            .orElseThrow();
    sizes.remove(layer);
    return new Metadata(m.index(), m.documents(), sizes, java.util.Set.of(layer));
  }

  private static byte[] utf8(String text) {
    return TestBundle.utf8(text);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}

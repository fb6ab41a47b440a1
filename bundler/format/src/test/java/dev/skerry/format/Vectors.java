package dev.skerry.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the vectors of docs/format.md are made of. */
final class Vectors {
  static final Path DOCS = Path.of("..", "..", "docs");

  /** Set to make what is not there; a person puts a block at its place. */
  static final boolean WRITE = Boolean.getBoolean("skerry.write-vectors");

  private static final Path DOCUMENT = DOCS.resolve("format.md");

  private Vectors() {}

  /** The bundle of all vectors, signed by ada and ben. */
  static TestBundle bundle() {
    TestKeys.fixed("ada", 1);
    TestKeys.fixed("ben", 2);
    TestBundle bundle = new TestBundle();
    bundle.roots = List.of(TestRoots.signed(TestRoots.root(1, 2, "ada", "ben"), "ada", "ben"));
    bundle.signers = List.of("ada", "ben");
    bundle.plan("hello", "kind: Plan\n", 1);
    return bundle;
  }

  /** Asserts that these lines are a block of the document. */
  static void assertDocumented(String vector) throws IOException {
    String document = Files.readString(DOCUMENT);
    String block = "```text\n" + vector + "```\n";
    if (WRITE && !document.contains(block)) {
      document = document + "\n" + block;
      Files.writeString(DOCUMENT, document);
    }
    assertThat(document).contains(block);
  }
}

package dev.skerry.format;

import static dev.skerry.format.Vectors.assertDocumented;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Makes the vectors of docs/format.md that are about a bundle and its signers. */
class FormatVectorsTest {
  private final TestBundle bundle = Vectors.bundle();
  private SigningKey ada;
  private SigningKey ben;

  @BeforeEach
  void keysOfTheSigners() {
    ada = TestKeys.fixed("ada", 1);
    ben = TestKeys.fixed("ben", 2);
  }

  @Test
  void keys() throws IOException {
    assertDocumented("ada   " + key(ada) + "\nben   " + key(ben) + "\n");
  }

  @Test
  void rootDocument() throws IOException {
    Envelope root = bundle.roots.getFirst();
    assertDocumented(new String(root.payload(), UTF_8) + "\n");
    assertDocumented(new String(root.bytes(), UTF_8));
  }

  @Test
  void statement() throws IOException {
    Envelope envelope = bundle.envelope();
    assertDocumented(new String(envelope.payload(), UTF_8) + "\n");
    assertDocumented(new String(envelope.bytes(), UTF_8));
  }

  @Test
  void indexAndLists() throws IOException {
    assertDocumented(new String(bundle.index(), UTF_8) + "\n");
    assertDocumented(member("SHA256SUMS"));
    assertDocumented(member("SIZES"));
  }

  @Test
  void archive() throws IOException {
    byte[] archive = bundle.archive();
    byte[] header = UstarHeader.of("oci-layout", 30);
    assertDocumented(
        "header of oci-layout, 30 bytes   %s\npae of the statement             %s\n"
                .formatted(Digest.of(header), Digest.of(bundle.envelope().pae()))
            + "the archive, %d bytes         %s\n".formatted(archive.length, Digest.of(archive)));
  }

  /** The body of a list, found behind its header as anybody would. */
  private String member(String name) {
    byte[] archive = bundle.archive();
    int at = 0;
    while (true) {
      String found = new String(archive, at, 100, UTF_8).replace("\0", "");
      int size = Integer.parseInt(new String(archive, at + 124, 11, UTF_8), 8);
      if (found.equals(name)) {
        return new String(Arrays.copyOfRange(archive, at + 512, at + 512 + size), UTF_8);
      }
      at += 512 + Math.ceilDiv(size, 512) * 512;
    }
  }

  private static String key(SigningKey key) {
    return "%s   %s"
        .formatted(
            key.publicKey().keyid(), Base64.getEncoder().encodeToString(key.publicKey().spki()));
  }
}

package dev.skerry.format.testing;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.Previous;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes statements; every field has a sound value until it is set. */
public final class TestStatements {
  public String product = "edge-fleet";
  public String channel = "stable";
  public long epoch = 1;
  public long sequence = 42;
  public Instant issued = TestRoots.ISSUED;
  public Instant expires = Instant.parse("2027-05-21T10:00:00Z");
  public Optional<Previous> previous = Optional.of(new Previous(1, 41, digest("41")));
  public Totals totals = new Totals(9, 5, 12_345);
  public Requires requires = Requires.NOTHING;
  public List<AudienceEntry> audience = List.of();
  public List<Content> content = List.of(image("docker.io/library/nginx:1.29"));
  public List<Downgrade> downgrade = List.of();

  /** The statement. */
  public Statement make() {
    return new Statement(
        digest("SHA256SUMS"),
        product,
        channel,
        epoch,
        sequence,
        issued,
        expires,
        previous,
        totals,
        requires,
        audience,
        content,
        List.of(),
        List.of(),
        downgrade,
        List.of());
  }

  /** The digest of a text. */
  public static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An image for linux/amd64. */
  public static Content image(String reference) {
    return new Content(
        Kind.IMAGE,
        Optional.empty(),
        reference,
        digest(reference),
        MediaTypes.OCI_INDEX,
        List.of(Platform.parse("linux/amd64")),
        OptionalLong.empty(),
        false);
  }

  /** An OS image edge-os with a counter. */
  public static Content os(long counter) {
    return new Content(
        Kind.OS,
        Optional.of("edge-os"),
        "skerry/os/edge-os:" + counter,
        digest("os" + counter),
        MediaTypes.OCI_MANIFEST,
        List.of(Platform.parse("linux/amd64")),
        OptionalLong.of(counter),
        false);
  }
}

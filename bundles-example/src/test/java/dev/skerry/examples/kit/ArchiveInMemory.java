package dev.skerry.examples.kit;

import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.HeadReader;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.MetadataReader;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.archive.PayloadReader;
import dev.skerry.format.archive.Sizes;
import dev.skerry.format.archive.Sums;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Statement;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our reader over an archive that is an array. */
public final class ArchiveInMemory implements MediumFiles {
  private static final Path FILE = Path.of("fuzzed.skerry");

  private final byte[] archive;

  private ArchiveInMemory(byte[] archive) {
    this.archive = archive;
  }

  /**
   * A member as it was read.
   *
   * @param name in the archive
   */
  public record Found(String name, byte[] body) {}

  /**
   * Everything in an archive, when the whole of it is accepted. Signatures are not judged: whoever
   * can sign can also make archives.
   *
   * @throws dev.skerry.format.error.SkerryException when it is not
   */
  public static List<Found> read(byte[] archive) {
    ArchiveInMemory medium = new ArchiveInMemory(archive);
    BundleFiles files = BundleFinder.find(medium, List.of(FILE)).getFirst();
    try (BundleSource source = BundleSource.open(medium, files, Optional.empty())) {
      HeadReader reader = new HeadReader(source);
      Opening opening = reader.opening();
      Head head = reader.head(opening, Statement.of(Envelope.parse(opening.envelope(), "fuzzed")));
      MetadataReader.read(source, head);
      source.missing(head.length());
      List<Found> found = early(opening, head);
      PayloadReader payload = new PayloadReader(source, head);
      for (int i = 0; i < head.members().size(); i++) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        payload.read(i, bytes -> append(body, bytes));
        found.add(new Found(head.members().get(i).name(), body.toByteArray()));
      }
      payload.trailer();
      return found;
    }
  }

  private static List<Found> early(Opening opening, Head head) {
    List<Found> found = new ArrayList<>();
    found.add(new Found("bundle.dsse.json", opening.envelope()));
    for (int i = 0; i < opening.roots().size(); i++) {
      found.add(new Found("roots/%d.root.dsse.json".formatted(i + 1), opening.roots().get(i)));
    }
    found.add(new Found("SHA256SUMS", head.sums()));
    found.add(new Found("SIZES", head.sizes()));
    head.extras().forEach((name, body) -> found.add(new Found(name, body)));
    return found;
  }

  private static void append(ByteArrayOutputStream out, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    out.writeBytes(copy);
  }

  /** The archive of these members, which begins as {@link #read} found it. */
  public static byte[] madeAgain(List<Found> found) {
    List<byte[]> roots =
        found.stream().filter(f -> f.name().startsWith("roots/")).map(Found::body).toList();
    BundleImage image =
        BundleImage.of(
            found.getFirst().body(),
            roots,
            Sums.parse(found.get(roots.size() + 1).body()),
            Sizes.parse(found.get(roots.size() + 2).body()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<byte[]> bodies =
        found.stream()
            .skip(roots.size() + 3L)
            .map(Found::body)
            .filter(body -> body.length > 0)
            .toList();
    int next = 0;
    for (BundleImage.Segment segment : image.segments()) {
      out.writeBytes(
          switch (segment) {
            case BundleImage.Known known -> known.bytes();
            case BundleImage.Header header -> header.bytes();
            case BundleImage.Body body -> bodies.get(next++);
            case BundleImage.Zeros zeros -> new byte[Math.toIntExact(zeros.length())];
          });
    }
    return out.toByteArray();
  }

  @Override
  public boolean isFolder(Path path) {
    return false;
  }

  @Override
  public boolean isFile(Path path) {
    return path.equals(FILE);
  }

  @Override
  public List<String> names(Path folder, int max) {
    return List.of();
  }

  @Override
  public Opened open(Path file) {
    return new Opened() {
      @Override
      public long size() {
        return archive.length;
      }

      @Override
      public int read(ByteBuffer into, long position) {
        if (position >= archive.length) {
          return -1;
        }
        int count = (int) Math.min(into.remaining(), archive.length - position);
        into.put(archive, (int) position, count);
        return count;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}

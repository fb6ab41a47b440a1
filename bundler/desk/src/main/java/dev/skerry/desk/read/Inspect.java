package dev.skerry.desk.read;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.HeadReader;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.archive.MetadataReader;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Acks;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a bundle says of itself, without any trust: anybody could have written it. */
public final class Inspect {
  private final MediumFiles medium;

  /** Reads through this port. */
  public Inspect(MediumFiles medium) {
    this.medium = medium;
  }

  /**
   * What stands at the front of a bundle.
   *
   * @param envelope statement and signatures, none of which was checked
   * @param seen what the desk had seen of the logs of gateways
   * @param unread why that cannot be told
   */
  public record Front(
      BundleFiles files,
      Envelope envelope,
      Statement statement,
      List<RootDocument> roots,
      Optional<Acks> seen,
      Optional<Problem> unread) {
    /** Copies the list. */
    public Front {
      roots = List.copyOf(roots);
    }
  }

  /**
   * One content entry.
   *
   * @param size bytes of everything that it reaches in this bundle, manifests included
   */
  public record Entry(Content content, long size) {}

  /** The fronts of all bundles that the paths mean. */
  public List<Front> fronts(List<Path> paths) {
    List<Front> fronts = new ArrayList<>();
    for (BundleFiles files : BundleFinder.find(medium, paths)) {
      try (BundleSource source = BundleSource.open(medium, files, Optional.empty())) {
        fronts.add(front(files, new HeadReader(source)));
      }
    }
    return List.copyOf(fronts);
  }

  private static Front front(BundleFiles files, HeadReader reader) {
    Opening opening = reader.opening();
    Envelope envelope = Envelope.parse(opening.envelope(), "bundle.dsse.json");
    List<RootDocument> roots = new ArrayList<>();
    for (byte[] root : opening.roots()) {
      String item = "root document " + (roots.size() + 1);
      roots.add(RootDocument.of(Envelope.parse(root, item)));
    }
    Statement statement = Statement.of(envelope);
    try {
      byte[] acks = reader.head(opening, statement).extras().get(MemberName.extra(Acks.NAME));
      Optional<Acks> seen = Optional.ofNullable(acks).map(Acks::parse);
      return new Front(files, envelope, statement, roots, seen, Optional.empty());
    } catch (SkerryException e) {
      // What stands before the lists is shown even where they are damaged or not here.
      return new Front(
          files, envelope, statement, roots, Optional.empty(), Optional.of(e.problem()));
    }
  }

  /** What a bundle holds, in the statement's order. */
  public List<Entry> content(Front front) {
    try (BundleSource source = BundleSource.open(medium, front.files(), Optional.empty())) {
      HeadReader reader = new HeadReader(source);
      Metadata metadata =
          MetadataReader.read(source, reader.head(reader.opening(), front.statement()));
      return front.statement().content().stream()
          .map(content -> new Entry(content, size(content, metadata)))
          .toList();
    }
  }

  private static long size(Content content, Metadata metadata) {
    long size = 0;
    Set<Digest> seen = new HashSet<>();
    Deque<Descriptor> waiting = new ArrayDeque<>();
    waiting.add(Descriptor.of(content.mediaType(), content.digest(), 0));
    while (!waiting.isEmpty() && seen.size() <= Limits.V1.blobs()) {
      Descriptor next = waiting.remove();
      Long carried = metadata.sizes().get(next.digest());
      if (carried != null && seen.add(next.digest())) {
        size += carried;
        children(next, metadata).forEach(waiting::add);
      }
    }
    return size;
  }

  private static Stream<Descriptor> children(Descriptor blob, Metadata metadata) {
    byte[] body = metadata.documents().get(blob.digest());
    if (body == null || !MediaTypes.isManifest(blob.mediaType())) {
      return Stream.empty();
    }
    return switch (Manifests.parse(body, blob.mediaType(), blob.digest().toString())) {
      case ManifestDocument.Index index -> index.manifests().stream();
      case ManifestDocument.Image image ->
          Stream.concat(Stream.of(image.config()), image.layers().stream());
    };
  }
}

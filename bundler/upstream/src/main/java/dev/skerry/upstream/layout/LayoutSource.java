package dev.skerry.upstream.layout;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Progress;
import dev.skerry.format.Reference;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.content.BlobWriter;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.content.LayoutIndex;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.manifest.RawManifest;
import dev.skerry.upstream.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Images of an OCI layout, folder or archive. */
public final class LayoutSource implements Source {
  private final String where;
  private final Blobs blobs;
  private final Optional<String> tag;
  private final Reference name;
  private final List<Descriptor> index;

  /**
   * Opens a layout and reads its index.
   *
   * @param where for messages and the lock
   * @param tag the name of the image within the layout
   * @param name the image's name in the bundle, which picks one of several
   */
  public LayoutSource(String where, Blobs blobs, Optional<String> tag, Reference name) {
    this.where = where;
    this.blobs = blobs;
    this.tag = tag;
    this.name = name;
    try {
      this.index = LayoutIndex.parse(blobs.index(Limits.V1.list()), where + " index.json");
    } catch (IOException e) {
      throw broken("index.json", e);
    }
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public RawManifest resolve() {
    return manifest(tag.map(this::byName).orElseGet(this::byReference));
  }

  private Descriptor byName(String wanted) {
    return named(wanted)
        .orElseThrow(() ->
            new SkerryException(
                UpstreamError.NOT_FOUND,
                where,
                "has nothing named " + wanted + "; it has " + names()));
  }

  private Descriptor byReference() {
    if (index.size() == 1) {
      return index.getFirst();
    }
    return named(name.toString())
        .or(() -> name.tag().flatMap(this::named))
        .orElseThrow(() ->
            new SkerryException(
                UpstreamError.AMBIGUOUS,
                where,
                "has %s, none named %s: %s"
                    .formatted(Amounts.count(index.size(), "image"), name, names())));
  }

  private Optional<Descriptor> named(String wanted) {
    return index.stream()
        .filter(entry -> LayoutIndex.nameOf(entry).filter(wanted::equals).isPresent())
        .findFirst();
  }

  private String names() {
    return String.join(
        ", ", index.stream().map(LayoutIndex::nameOf).flatMap(Optional::stream).toList());
  }

  @Override
  public RawManifest manifest(Descriptor wanted) {
    try (InputStream in = blobs.open(wanted.digest())) {
      RawManifest found =
          RawManifest.of(wanted.mediaType(), in.readNBytes(Limits.V1.manifest() + 1));
      if (!found.digest().equals(wanted.digest())) {
        throw new SkerryException(
            UpstreamError.WRONG_DIGEST,
            where + " " + wanted.digest(),
            "has other content: its digest is " + found.digest());
      }
      return found;
    } catch (IOException e) {
      throw broken(wanted.digest().toString(), e);
    }
  }

  @Override
  public Optional<RawManifest> tag(String wanted) {
    return named(wanted).map(this::manifest);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    Stream<Descriptor> listed =
        index.stream()
            .filter(entry -> MediaTypes.isManifest(entry.mediaType()))
            .filter(entry -> parse(manifest(entry)).refersTo(subject));
    Stream<Descriptor> tagged =
        tag("sha256-" + subject.hex()).stream()
            .filter(raw -> MediaTypes.isIndex(raw.mediaType()))
            .flatMap(raw -> parse(raw).children().stream());
    List<Descriptor> all = Stream.concat(listed, tagged).limit(Limits.V1.referrers() + 1L).toList();
    if (all.size() > Limits.V1.referrers()) {
      throw new SkerryException(
          UpstreamError.TOO_MANY,
          where + " " + subject,
          "has more than " + Limits.V1.referrers() + " referrers");
    }
    return all;
  }

  private Manifest parse(RawManifest raw) {
    return Manifest.parse(raw, where + " " + raw.digest());
  }

  @Override
  public void blob(Descriptor wanted, ContentStore store, Progress progress) {
    try (BlobWriter writer = store.writer(wanted);
        InputStream in = blobs.open(wanted.digest())) {
      writer.copy(in, where, progress);
    } catch (IOException e) {
      throw broken(wanted.digest().toString(), e);
    }
  }

  private SkerryException broken(String what, IOException e) {
    return new SkerryException(
        UpstreamError.BROKEN_SOURCE, where + " " + what, "cannot be read: " + Reasons.of(e), e);
  }

  @Override
  public void close() {
    try {
      blobs.close();
    } catch (IOException e) {
      throw broken("(closing)", e);
    }
  }
}

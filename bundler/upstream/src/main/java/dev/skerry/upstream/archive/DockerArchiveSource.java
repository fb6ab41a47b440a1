package dev.skerry.upstream.archive;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.Reference;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.content.BlobWriter;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.manifest.RawManifest;
import dev.skerry.upstream.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The one image of a Docker archive; such archives have no referrers and no other tags. */
public final class DockerArchiveSource implements Source {
  private final String where;
  private final TarReader tar;
  private final DockerArchive archive;

  /**
   * Reads the archive.
   *
   * @param where for messages and the lock
   * @param name picks one of several images
   */
  public DockerArchiveSource(String where, TarReader tar, Reference name) throws IOException {
    this.where = where;
    this.tar = tar;
    this.archive = DockerArchive.read(tar, name, where);
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public RawManifest resolve() {
    return archive.manifest();
  }

  @Override
  public RawManifest manifest(Descriptor wanted) {
    if (!wanted.digest().equals(archive.manifest().digest())) {
      throw notThere(wanted);
    }
    return archive.manifest();
  }

  @Override
  public Optional<RawManifest> tag(String tag) {
    return Optional.empty();
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return List.of();
  }

  @Override
  public void blob(Descriptor wanted, ContentStore store, Progress progress) {
    String member = archive.members().get(wanted.digest());
    if (member == null) {
      throw notThere(wanted);
    }
    try (BlobWriter writer = store.writer(wanted);
        InputStream in = tar.open(member)) {
      writer.copy(in, where, progress);
    } catch (IOException e) {
      throw new SkerryException(
          UpstreamError.BROKEN_SOURCE, where, "cannot be read: " + Reasons.of(e), e);
    }
  }

  private SkerryException notThere(Descriptor wanted) {
    return new SkerryException(
        UpstreamError.NOT_FOUND,
        where + " " + wanted.digest(),
        "is not in this archive: it was written again since the lock");
  }

  @Override
  public void close() {
    try {
      tar.close();
    } catch (IOException e) {
      throw new SkerryException(
          UpstreamError.BROKEN_SOURCE, where, "cannot be closed: " + Reasons.of(e), e);
    }
  }
}

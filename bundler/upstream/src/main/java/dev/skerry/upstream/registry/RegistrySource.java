package dev.skerry.upstream.registry;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.content.BlobWriter;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.manifest.RawManifest;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images of one repository, by the OCI distribution API v1.1 (its end-2, end-3, end-12a). */
public final class RegistrySource implements Source {
  private static final String ACCEPT =
      String.join(
          ", ",
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_LIST,
          MediaTypes.OCI_MANIFEST,
          MediaTypes.DOCKER_MANIFEST);

  private final Location.Registry location;
  private final RegistryClient client;
  private final ReferrersApi referrers;

  RegistrySource(Location.Registry location, RegistryClient client) {
    this.location = location;
    this.client = client;
    this.referrers = new ReferrersApi(client, this::tag);
  }

  @Override
  public String where() {
    return location.toString();
  }

  @Override
  public RawManifest resolve() {
    String name =
        location
            .reference()
            .digest()
            .map(Digest::toString)
            .or(location.reference()::tag)
            .orElseThrow();
    RawManifest manifest = find(name).orElseThrow(() -> notFound(name));
    location.reference().digest().ifPresent(digest -> compare(manifest, digest));
    return manifest;
  }

  @Override
  public RawManifest manifest(Descriptor wanted) {
    String name = wanted.digest().toString();
    RawManifest found = find(name).orElseThrow(() -> notFound(name));
    compare(found, wanted.digest());
    return wanted.mediaType().isEmpty()
        ? found
        : new RawManifest(wanted.mediaType(), found.digest(), found.bytes());
  }

  @Override
  public Optional<RawManifest> tag(String tag) {
    return find(tag);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return referrers.of(subject);
  }

  @Override
  public void blob(Descriptor wanted, ContentStore store, Progress progress) {
    String what = "blob " + wanted.digest();
    try (BlobWriter writer = store.writer(wanted)) {
      if (writer.held()) {
        progress.advance(wanted.size());
        return;
      }
      progress.advance(writer.position());
      client.get(
          what,
          client.endpoint().uri("blobs/" + wanted.digest()),
          () -> Transfer.headers(writer),
          writer::position,
          answer -> {
            Transfer.receive(client, what, answer, writer, progress);
            if (writer.position() < wanted.size()) {
              throw new IOException("ended after " + writer.position() + " bytes");
            }
            return writer.position();
          });
      writer.commit(client.endpoint().toString());
    }
  }

  private Optional<RawManifest> find(String name) {
    String what = "manifest " + name;
    return client.get(
        what,
        client.endpoint().uri("manifests/" + name),
        () -> Map.of("Accept", ACCEPT),
        () -> 0,
        answer -> {
          if (answer.status() == 404) {
            return Optional.empty();
          }
          if (answer.status() != 200) {
            throw client.refuse(what, answer);
          }
          RawManifest manifest =
              RawManifest.of(answer.mediaType(), answer.read(Limits.V1.manifest()));
          answer
              .header("Docker-Content-Digest")
              .filter(Digest::isDigest)
              .ifPresent(digest -> compare(manifest, Digest.parse(digest)));
          return Optional.of(manifest);
        });
  }

  private void compare(RawManifest found, Digest wanted) {
    if (found.bytes().length > Limits.V1.manifest()) {
      throw new SkerryException(
          UpstreamError.TOO_LARGE,
          client.endpoint() + "@" + wanted,
          "has more than the " + Limits.V1.manifest() + " bytes that a manifest may have");
    }
    if (!found.digest().equals(wanted)) {
      throw new SkerryException(
          UpstreamError.WRONG_DIGEST,
          client.endpoint() + "@" + wanted,
          "came with other content: its digest is " + found.digest());
    }
  }

  private SkerryException notFound(String name) {
    return new SkerryException(
        UpstreamError.NOT_FOUND,
        client.endpoint() + (name.startsWith("sha256:") ? "@" : ":") + name,
        "the registry has no such manifest (404)");
  }

  @Override
  public void close() {}
}

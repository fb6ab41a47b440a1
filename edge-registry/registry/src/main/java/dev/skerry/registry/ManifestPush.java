package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Reference;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BlobStore;
import dev.skerry.store.Catalog;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** PUT of a manifest (end-7): kept byte for byte once everything that it needs is here. */
final class ManifestPush {
  private static final HeaderName SUBJECT = HeaderNames.create("OCI-Subject");
  private final Catalog catalog;
  private final BlobStore blobs;
  private final Uploads uploads;
  private final long reserve;
  private final ReentrantLock one = new ReentrantLock();

  ManifestPush(Catalog catalog, BlobStore blobs, Uploads uploads, long reserve) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.uploads = uploads;
    this.reserve = reserve;
  }

  Answer put(OciRequest.Manifest request, Call call) {
    String item = request.repository() + " " + request.reference();
    try (StagedManifest staged = uploads.stage()) {
      receive(staged, item, call);
      one.lock();
      try {
        return keep(staged, request, item, contentType(call));
      } finally {
        one.unlock();
      }
    }
  }

  /** One at a time: what a manifest of some megabytes is in memory is many times as large. */
  private Answer keep(
      StagedManifest staged, OciRequest.Manifest request, String item, Optional<String> type) {
    byte[] raw = staged.bytes();
    boolean tagged = Reference.isTag(request.reference());
    Digest digest = Digest.of(raw);
    if (!tagged && !request.reference().equals(digest.toString())) {
      throw new SkerryException(RegistryError.DIGEST_INVALID, item, "the bytes are " + digest);
    }
    PushedManifest manifest = PushedManifest.read(raw, type, item);
    refuseMissing(request.repository(), manifest, item);
    blobs.adopt(staged.file(), digest);
    catalog.putManifest(
        request.repository(),
        tagged ? Optional.of(request.reference()) : Optional.empty(),
        raw,
        manifest.row(),
        manifest.children(),
        held(request.repository(), manifest));
    Answer created =
        Answer.empty(201)
            .with(HeaderNames.LOCATION, "/v2/" + request.repository() + "/manifests/" + digest)
            .with(Answer.DIGEST, digest.toString());
    return manifest
        .row()
        .subject()
        .map(subject -> created.with(SUBJECT, subject.toString()))
        .orElse(created);
  }

  /** A subject may be absent, and so may layers that are not to be distributed. */
  private void refuseMissing(String repository, PushedManifest manifest, String item) {
    List<Digest> needed =
        Stream.concat(manifest.children().stream(), manifest.blobs().stream()).toList();
    List<Digest> missing = catalog.missing(repository, needed);
    if (!missing.isEmpty()) {
      throw new SkerryException(
          RegistryError.MANIFEST_BLOB_UNKNOWN,
          item,
          "needs " + missing.getFirst() + (missing.size() > 1 ? " and others" : ""));
    }
  }

  private List<Digest> held(String repository, PushedManifest manifest) {
    List<Digest> held = new ArrayList<>(manifest.foreign());
    held.removeAll(catalog.missing(repository, manifest.foreign()));
    held.addAll(manifest.blobs());
    return held;
  }

  private void receive(StagedManifest staged, String item, Call call) {
    long announced = call.announced().orElse(0);
    if (announced > Limits.V1.manifest()) {
      throw StagedManifest.tooLarge(item);
    }
    SpaceGuard space = new SpaceGuard(blobs, reserve);
    space.take(announced);
    try {
      staged.receive(call.body(), space, item);
    } catch (IOException e) {
      throw new ServerConnectionException("the manifest was cut", e);
    }
  }

  private static Optional<String> contentType(Call call) {
    return call.header(HeaderNames.CONTENT_TYPE).map(type -> type.split(";", 2)[0].strip());
  }
}

package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BlobStore;
import dev.skerry.store.Catalog;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploads of blobs: in one request, in one after a session began, in chunks, as one stream, or
 * mounted from another repository (distribution specification 1.1, end-4, 5, 6, 11, 13, 14).
 */
final class BlobPush {
  private static final HeaderName UPLOAD_ID = HeaderNames.create("Docker-Upload-UUID");
  private static final Pattern CHUNK = Pattern.compile("(?:bytes )?([0-9]{1,18})-([0-9]{1,18})");

  private final Catalog catalog;
  private final BlobStore blobs;
  private final Uploads uploads;
  private final RegistryMetrics metrics;
  private final long reserve;

  BlobPush(
      Catalog catalog, BlobStore blobs, Uploads uploads, RegistryMetrics metrics, long reserve) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.uploads = uploads;
    this.metrics = metrics;
    this.reserve = reserve;
  }

  /** POST: a mount, a whole blob, or the beginning of a session. */
  Answer start(OciRequest.StartUpload request, Call call) {
    if (!call.query("digest-algorithm").orElse("sha256").equals("sha256")) {
      throw call.refuse(RegistryError.ALGORITHM, "digest-algorithm", "only sha256 is kept");
    }
    Optional<Digest> mount = call.query("mount").map(Digests::requirePushed);
    if (mount.isPresent() && catalog.mount(request.repository(), mount.get(), call.query("from"))) {
      return created(request.repository(), mount.get());
    }
    Optional<Digest> whole = call.query("digest").map(Digests::requirePushed);
    UploadSession session = uploads.start(request.repository(), call.client());
    return whole
        .map(digest -> within(session.asRequest(), s -> finish(s, digest, call)))
        .orElseGet(() -> state(202, session));
  }

  /** GET: how far an upload is. */
  Answer status(OciRequest.Upload request) {
    return within(request, session -> state(204, session));
  }

  /** PATCH: a chunk, or a stream to its end. */
  Answer append(OciRequest.Upload request, Call call) {
    return within(
        request,
        session -> {
          Optional<Answer> refused = outOfOrder(session, call);
          if (refused.isEmpty()) {
            receive(session, call);
          }
          return refused.orElseGet(() -> state(202, session));
        });
  }

  /** PUT: the last chunk, which may be empty, and the digest of all. */
  Answer close(OciRequest.Upload request, Call call) {
    Digest digest =
        Digests.requirePushed(
            call.query("digest")
                .orElseThrow(
                    () -> call.refuse(RegistryError.DIGEST_INVALID, "digest", "is missing")));
    return within(
        request,
        session -> outOfOrder(session, call).orElseGet(() -> finish(session, digest, call)));
  }

  /** DELETE: the upload is given up. */
  Answer cancel(OciRequest.Upload request) {
    return within(
        request,
        session -> {
          uploads.drop(session);
          return Answer.empty(204);
        });
  }

  private Answer within(OciRequest.Upload request, Function<UploadSession, Answer> work) {
    UploadSession session = uploads.take(request);
    try {
      return work.apply(session);
    } finally {
      uploads.leave(session);
    }
  }

  /** Whatever its end, the session is over after this. */
  private Answer finish(UploadSession session, Digest expected, Call call) {
    try {
      receive(session, call);
      Digest found = session.finish();
      if (!found.equals(expected)) {
        throw new SkerryException(
            RegistryError.DIGEST_INVALID, expected.toString(), "the bytes are " + found);
      }
      blobs.adopt(session.file(), found);
      catalog.addBlob(session.repository(), found, session.size());
      return created(session.repository(), found);
    } finally {
      uploads.drop(session);
    }
  }

  private void receive(UploadSession session, Call call) {
    long before = session.size();
    SpaceGuard space = new SpaceGuard(blobs, reserve);
    space.take(call.announced().orElse(0));
    try {
      session.append(call.body(), space);
    } catch (IOException e) {
      throw new ServerConnectionException("the upload was cut", e);
    } finally {
      metrics.received(session.size() - before);
    }
  }

  /** A chunk that does not begin where the last one ended, or is not as long as it says. */
  private static Optional<Answer> outOfOrder(UploadSession session, Call call) {
    Optional<String> header = call.header(HeaderNames.CONTENT_RANGE);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    Matcher chunk = CHUNK.matcher(header.get());
    boolean next = chunk.matches() && Long.parseLong(chunk.group(1)) == session.size();
    long length = next ? Long.parseLong(chunk.group(2)) - session.size() + 1 : 0;
    if (next && call.announced().orElse(length) == length) {
      return Optional.empty();
    }
    return Optional.of(
        Errors.answer(
                RegistryError.UPLOAD_INVALID,
                session.id(),
                "the chunk " + header.get() + " does not go on at " + session.size())
            .with(HeaderNames.LOCATION, session.location())
            .with(HeaderNames.RANGE, session.range()));
  }

  private static Answer state(int status, UploadSession session) {
    return Answer.empty(status)
        .with(HeaderNames.LOCATION, session.location())
        .with(HeaderNames.RANGE, session.range())
        .with(UPLOAD_ID, session.id());
  }

  private static Answer created(String repository, Digest digest) {
    return Answer.empty(201)
        .with(HeaderNames.LOCATION, "/v2/" + repository + "/blobs/" + digest)
        .with(Answer.DIGEST, digest.toString());
  }
}

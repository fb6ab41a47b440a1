package dev.skerry.registry;

import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Catalog;
import java.util.Optional;

/** GET and HEAD of blobs: visible only in repositories that reference them. */
final class Blobs {
  private final Catalog catalog;
  private final HeldContent held;
  private final ContentReply reply;

  Blobs(Catalog catalog, HeldContent held) {
    this.catalog = catalog;
    this.held = held;
    this.reply = new ContentReply(held);
  }

  Answer get(OciRequest.Blob request, Optional<String> ns, Call call) {
    long size =
        catalog
            .blob(ns, request.repository(), request.digest())
            .orElseThrow(() ->
                new SkerryException(
                    RegistryError.BLOB_UNKNOWN,
                    request.repository() + "@" + request.digest(),
                    "is not here"));
    return reply.reply(held.find(MediaTypes.OCTETS, request.digest(), size), call);
  }
}

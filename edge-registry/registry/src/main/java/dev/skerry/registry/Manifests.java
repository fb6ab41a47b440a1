package dev.skerry.registry;

import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Catalog;
import dev.skerry.store.Lookup;
import dev.skerry.store.StoredManifest;
import java.util.Optional;

/** GET and HEAD of manifests by tag and by digest: exact bytes, exact media type. */
final class Manifests {
  private final Catalog catalog;
  private final HeldContent held;
  private final ContentReply reply;

  Manifests(Catalog catalog, HeldContent held) {
    this.catalog = catalog;
    this.held = held;
    this.reply = new ContentReply(held);
  }

  Answer get(OciRequest.Manifest request, Optional<String> ns, Call call) {
    String item = request.repository() + separator(request) + request.reference();
    return switch (catalog.manifest(ns, request.repository(), request.reference())) {
      case Lookup.Found found -> found(found.manifest(), call);
      case Lookup.Ambiguous several ->
          throw new SkerryException(
              RegistryError.AMBIGUOUS,
              item,
              "may be any of " + String.join(", ", several.candidates()));
      case Lookup.Missing missing ->
          throw new SkerryException(
              missing.repositoryKnown()
                  ? RegistryError.MANIFEST_UNKNOWN
                  : RegistryError.NAME_UNKNOWN,
              item,
              (missing.repositoryKnown() ? "is not here" : "is of a repository that is not here")
                  + ns.map(host -> " under " + host).orElse(""));
    };
  }

  private Answer found(StoredManifest manifest, Call call) {
    return reply.reply(
        held.manifest(manifest.mediaType(), manifest.digest(), manifest.size()), call);
  }

  private static String separator(OciRequest.Manifest request) {
    return request.reference().startsWith("sha256:") ? "@" : ":";
  }
}

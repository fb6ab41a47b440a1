package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Limits;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.manifest.ImageConfig;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.manifest.RawManifest;
import dev.skerry.upstream.source.Source;

/** Manifests and configs of one source, asked for once and then kept in the store. */
final class Manifests {
  private final Source source;
  private final ContentStore store;

  Manifests(Source source, ContentStore store) {
    this.source = source;
    this.store = store;
  }

  /** From the store, else from the source; size and digest are compared in both cases. */
  Manifest get(Descriptor wanted) {
    String item = item(wanted);
    refuseLarge(wanted, item);
    if (store.holds(wanted.digest(), wanted.size())) {
      byte[] bytes = store.read(wanted.digest(), Limits.V1.manifest());
      return Manifest.parse(new RawManifest(wanted.mediaType(), wanted.digest(), bytes), item);
    }
    RawManifest raw = source.manifest(wanted);
    if (raw.bytes().length != wanted.size()) {
      throw new SkerryException(
          UpstreamError.WRONG_SIZE,
          item,
          "has " + raw.bytes().length + " bytes, its descriptor says " + wanted.size());
    }
    return keep(raw);
  }

  /** Stores what was asked for by name. */
  Manifest keep(RawManifest raw) {
    Manifest manifest = Manifest.parse(raw, item(raw.descriptor()));
    store.put(raw.bytes());
    return manifest;
  }

  /** An image's config. */
  ImageConfig config(Manifest image) {
    Descriptor wanted = image.config().orElseThrow();
    String item = item(wanted);
    refuseLarge(wanted, item);
    if (!store.holds(wanted.digest(), wanted.size())) {
      source.blob(wanted, store, Progress.none());
    }
    return ImageConfig.parse(store.read(wanted.digest(), Limits.V1.manifest()), item);
  }

  /** How messages name something of this source. */
  String item(Descriptor wanted) {
    return source.where() + " " + wanted.digest();
  }

  private static void refuseLarge(Descriptor wanted, String item) {
    if (wanted.size() > Limits.V1.manifest()) {
      throw new SkerryException(
          UpstreamError.TOO_LARGE,
          item,
          "has " + wanted.size() + " bytes, at most " + Limits.V1.manifest() + " are allowed");
    }
  }
}

package dev.skerry.desk.lock;

import dev.skerry.desk.DeskError;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.upstream.content.ContentStore;
import java.util.List;

/** Finds in a built image which root filesystem it was made of. */
final class RootfsDigest {
  private RootfsDigest() {}

  /** The digest of the tar that is the image's only layer: its first diff id. */
  static Digest of(ContentStore store, Descriptor image) {
    Fields manifest = json(store, image.digest(), "manifest");
    Digest config = Digest.parse(manifest.object("config").text("digest"));
    List<String> ids = json(store, config, "config").object("rootfs").texts("diff_ids");
    if (ids.isEmpty()) {
      throw new SkerryException(DeskError.NOT_LOCKED, image.digest().toString(), "has no layer");
    }
    return Digest.parse(ids.getFirst());
  }

  private static Fields json(ContentStore store, Digest digest, String what) {
    byte[] bytes = store.read(digest, Limits.V1.manifest());
    String item = what + " " + digest;
    return Fields.of(
        JsonReader.lenient(bytes, DeskError.NOT_LOCKED, item), item, DeskError.NOT_LOCKED);
  }
}

package dev.skerry.format.oci;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Kind;
import java.util.Map;

/**
 * Which layers travel in group 4 beside manifests and configs (format section 1): those of plans,
 * which are read before they are admitted, and small ones of referrers and cosign tags.
 */
public final class EarlyLayers {
  private EarlyLayers() {}

  /**
   * Whether a layer belongs into group 4.
   *
   * @param kind kind of the entry of index.json that reaches it
   * @param sizes sizes as SIZES lists them: a descriptor can say anything
   */
  public static boolean early(String kind, Descriptor layer, Map<Digest, Long> sizes) {
    long size = sizes.getOrDefault(layer.digest(), Long.MAX_VALUE);
    return kind.equals(Kind.PLAN.word())
        || (kind.equals(IndexJson.Entry.REFERRER) && size <= Limits.V1.smallLayer());
  }
}

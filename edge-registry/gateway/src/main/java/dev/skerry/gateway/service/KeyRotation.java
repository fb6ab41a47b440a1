package dev.skerry.gateway.service;

import dev.skerry.format.document.Succession;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.GatewayKey;
import dev.skerry.site.Receipts;
import dev.skerry.store.SiteState;

/**
 * Changes the gateway's key: the next one is on the disk before the transaction that makes it the
 * site's, and the one before goes after it. A kill leaves one of the two, never none.
 */
final class KeyRotation {
  private final DataFolder data;
  private final GatewayKey key;
  private final SiteState state;
  private final Receipts receipts;

  KeyRotation(DataFolder data, GatewayKey key, SiteState state, Receipts receipts) {
    this.data = data;
    this.key = key;
    this.state = state;
    this.receipts = receipts;
  }

  /** What a depot says. */
  static SkerryException noKey() {
    return new SkerryException(
        GatewayError.DEPOT_KEY, "key", "this is a depot, which signs nothing and has none");
  }

  /** Changes it; the report has what the release desk needs to register the new one. */
  JsonText run(Caller caller) {
    // A change before may have been committed and cut: its key is then in the next file only.
    key.settle(state.successions());
    Succession done = committed(key.prepare(), caller);
    key.settle(state.successions());
    return JsonText.object()
        .put("site", done.site())
        .put("before", done.before().keyid())
        .put("keyid", done.after().keyid())
        .put("lastReceipt", done.last())
        .put("key", data.publicKey().toString())
        .put("formerKey", data.formerKey(done.before().keyid()).toString());
  }

  private Succession committed(SigningKey next, Caller caller) {
    try {
      return receipts.rotate(next, caller.actor(), caller.detail());
    } catch (RuntimeException e) {
      try {
        key.settle(state.successions());
      } catch (RuntimeException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }
}

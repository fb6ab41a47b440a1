package dev.skerry.site;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Succession;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.store.AuditLog;
import dev.skerry.store.EmbeddedStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Commits that another key takes the place of a site's key: the log's entry, the log signed by both
 * and the succession signed by both, in one transaction. From it on the new key is the site's.
 */
final class KeyChange {
  private static final String ROTATED = "key.rotated";

  private final EmbeddedStore store;
  private final InstantSource clock;

  KeyChange(EmbeddedStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Succession commit(SigningKey before, SigningKey after, String actor, Map<String, String> detail) {
    return store.inTransaction(() -> {
      long last = store.state().lastReceipt().orElse(0);
      AuditLog.Entry entry =
          store.log().append(event(before.publicKey(), after.publicKey(), last, actor, detail));
      String site = store.state().site().orElseThrow().id();
      AuditLog.Signed signed = Checkpoints.signed(store.log(), site, entry.number(), before, after);
      Succession succession =
          new Succession(
              site,
              clock.instant().truncatedTo(ChronoUnit.SECONDS),
              last,
              named(before.publicKey()),
              named(after.publicKey()),
              signed.note());
      Envelope unsigned = Envelope.unsigned(PayloadTypes.SUCCESSION, succession.payload());
      store.state().saveSuccession(after.sign(before.sign(unsigned)).bytes());
      return succession;
    });
  }

  private static AuditLog.Event event(
      PublicKey before, PublicKey after, long last, String actor, Map<String, String> who) {
    SortedMap<String, String> detail = new TreeMap<>(who);
    detail.put("before", before.keyid());
    detail.put("last-receipt", Long.toString(last));
    detail.put("spki", Base64.getEncoder().encodeToString(after.spki()));
    return new AuditLog.Event(ROTATED, actor, after.keyid(), detail);
  }

  private static SiteKey named(PublicKey key) {
    return new SiteKey(key.scheme().id(), key.spki());
  }
}

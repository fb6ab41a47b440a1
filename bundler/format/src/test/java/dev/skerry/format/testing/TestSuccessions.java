package dev.skerry.format.testing;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Succession;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.sign.PublicKey;

/** Successions between the keys of {@link TestKeys}. */
public final class TestSuccessions {
  private TestSuccessions() {}

  /** One key takes the place of another after this receipt; both sign. */
  public static Envelope of(String site, long last, String before, String after) {
    return signed(site, last, before, after, before, after);
  }

  /** The same, signed by these keys only. */
  public static Envelope signed(
      String site, long last, String before, String after, String... signers) {
    String note =
        new Checkpoint("site/" + site + "/audit", 40, Digest.of(new byte[] {1}))
            .signed(TestKeys.key(before), TestKeys.key(after));
    Succession said = new Succession(site, TestRoots.ISSUED, last, key(before), key(after), note);
    return TestKeys.sign(PayloadTypes.SUCCESSION, said.payload(), signers);
  }

  /** A key as the list of sites spells it. */
  public static SiteKey key(String name) {
    PublicKey key = TestKeys.key(name).publicKey();
    return new SiteKey(key.scheme().id(), key.spki());
  }
}

package dev.skerry.format.certificate;

import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Judges the chains that a root document pins (format section 5). No I/O. */
public final class KeyCertificates {
  private KeyCertificates() {}

  /**
   * The certificates of signers, by name and key id; a key without a chain has none.
   *
   * @param signers names of those who are asked about
   * @param issued when the bundle was issued
   * @param lists those of the bundle
   */
  public static List<KeyCertificate> of(
      RootDocument root, Collection<String> signers, Instant issued, RevocationLists lists) {
    List<KeyCertificate> found = new ArrayList<>();
    for (RootSigner signer : root.signers()) {
      if (signers.contains(signer.name())) {
        for (RootKey key : signer.keys()) {
          root.chains().stream()
              .filter(chain -> chain.keyid().equals(key.keyid()))
              .map(chain -> of(signer.name(), key, chain, issued, lists))
              .forEach(found::add);
        }
      }
    }
    return List.copyOf(found);
  }

  /** The certificate of one key. */
  public static KeyCertificate of(
      String signer, RootKey key, Chain chain, Instant at, RevocationLists lists) {
    return ChainCheck.of(signer, key, chain.certificates(), at, lists);
  }
}

package dev.skerry.gateway.setup;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Succession;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.SignedSuccession;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The key that signs a site's receipts, as a file of the data folder. While it is changed a second
 * file holds the next one; which of the two is the site's key is what the store's newest succession
 * says, so that a change that was cut is either undone or ended by the next start.
 */
public final class GatewayKey {
  private final DataFolder data;
  private final KeyFiles files;

  /** Of a data folder that init made. */
  public GatewayKey(DataFolder data, SecureRandom random) {
    this.data = data;
    this.files = new KeyFiles(random);
  }

  /**
   * Makes the next key; it is durable when this returns, and not yet the site's. It takes the place
   * of a next key that is there: {@link #settle} comes before, for that may be the site's only one.
   */
  public SigningKey prepare() {
    SigningKey next = files.generate(Scheme.ED25519);
    PrivateFiles.writeSecret(data.nextKey(), files.writePem(next, Optional.empty()));
    PrivateFiles.force(data.folder());
    return next;
  }

  /**
   * The key that signs now. What a change that was cut has left is brought in order: the key before
   * goes once the next one is the site's, and its public half stays.
   *
   * @param successions of the store, the oldest first
   * @throws SkerryException {@link GatewayError#KEY} when the file holds another key than the
   *     site's
   */
  public SigningKey settle(List<byte[]> successions) {
    List<Succession> changes = successions.stream().map(GatewayKey::read).toList();
    Optional<SiteKey> now =
        changes.isEmpty() ? Optional.empty() : Optional.of(changes.getLast().after());
    // The private key first: what follows may fail for want of space, and is made up for later.
    if (now.isPresent() && nextIs(now.get())) {
      PrivateFiles.replace(data.nextKey(), data.key());
    }
    SigningKey key = key(PrivateFiles.require(data.key()), data.key());
    now.ifPresent(named -> {
      if (!named.keyid().equals(key.publicKey().keyid())) {
        throw new SkerryException(
            GatewayError.KEY,
            data.key().toString(),
            "is not the key %s, which signs since the last change".formatted(named.keyid()));
      }
    });
    PrivateFiles.delete(data.nextKey());
    changes.forEach(change -> keepPublic(data.formerKey(change.before().keyid()), change.before()));
    now.ifPresent(named -> keepPublic(data.publicKey(), named));
    return key;
  }

  private boolean nextIs(SiteKey named) {
    return PrivateFiles.read(data.nextKey())
        .map(pem -> key(pem, data.nextKey()).publicKey().keyid().equals(named.keyid()))
        .orElse(false);
  }

  private SigningKey key(byte[] pem, Path file) {
    return files.readPem(pem, Optional.empty(), file.toString());
  }

  private static Succession read(byte[] envelope) {
    return Succession.of(Envelope.parse(envelope, "succession"));
  }

  private static void keepPublic(Path file, SiteKey named) {
    SignedSuccession.key(named)
        .map(key -> key.pem())
        .filter(pem -> PrivateFiles.read(file).filter(there -> Arrays.equals(there, pem)).isEmpty())
        .ifPresent(pem -> PrivateFiles.writeShared(file, pem));
  }
}

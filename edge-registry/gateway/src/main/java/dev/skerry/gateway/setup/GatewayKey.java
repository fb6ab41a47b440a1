package dev.skerry.gateway.setup;

import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.SigningKey;
import java.security.SecureRandom;
import java.util.Optional;

/** The key that signs a site's receipts. */
public final class GatewayKey {
  private GatewayKey() {}

  /** Reads it from the data folder. */
  public static SigningKey of(DataFolder data, SecureRandom random) {
    return new KeyFiles(random)
        .readPem(PrivateFiles.require(data.key()), Optional.empty(), data.key().toString());
  }
}

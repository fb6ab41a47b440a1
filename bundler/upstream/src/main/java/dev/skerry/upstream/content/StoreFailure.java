package dev.skerry.upstream.content;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.nio.file.Path;

/** Turns what the disk says into what a person can act on. */
final class StoreFailure {
  private StoreFailure() {}

  static SkerryException of(Path path, IOException e) {
    String reason = Reasons.of(e);
    boolean full = reason.contains("No space left") || reason.contains("quota exceeded");
    return new SkerryException(
        full ? UpstreamError.STORE_SPACE : UpstreamError.STORE, path.toString(), reason, e);
  }
}

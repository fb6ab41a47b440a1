package dev.skerry.gateway.setup;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.origin.Callers;
import dev.skerry.site.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where a gateway keeps what is its own; the store adds {@code blobs}, {@code quarantine} and
 * {@code catalog.db}, the site {@code receipts}.
 *
 * @param folder absolute
 */
public record DataFolder(Path folder) {
  private static final int SHORT_ID = 12;

  /** Makes the path absolute. */
  public DataFolder {
    folder = folder.toAbsolutePath().normalize();
  }

  /** Settings; people write it. */
  public Path settings() {
    return folder.resolve("skerryd.yaml");
  }

  /** The gateway's private key: it signs receipts. */
  public Path key() {
    return folder.resolve("gateway.key.pem");
  }

  /** Its public key, for the release desk. */
  public Path publicKey() {
    return folder.resolve("gateway.pub.pem");
  }

  /** The private key that takes its place, while it is changed. */
  public Path nextKey() {
    return folder.resolve("gateway.next.key.pem");
  }

  /** The public half of a key that was replaced. */
  public Path formerKey(String keyid) {
    return folder.resolve("gateway-" + keyid.substring(0, SHORT_ID) + ".pub.pem");
  }

  /** Whoever can read it may use the admin API. */
  public Path token() {
    return folder.resolve("admin.token");
  }

  /**
   * Looks whether key and token are for their owner alone: a copy of the folder that was brought
   * back may have lost that.
   *
   * @throws SkerryException {@link GatewayError#OPEN_SECRET}
   */
  public void requireSecrets() {
    for (Path file : List.of(key(), token())) {
      if (PrivateFiles.isOpen(file)) {
        throw new SkerryException(
            GatewayError.OPEN_SECRET, file.toString(), "can be read or written by others");
      }
    }
  }

  /**
   * Refuses to write as root into what is another user's: his service could not read it.
   *
   * @throws SkerryException {@link GatewayError#OWNER}
   */
  public void requireOwner() {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    try {
      int owner = (int) Files.getAttribute(folder, "unix:uid");
      if (owner != 0 && Callers.real().self().uid().equals(OptionalLong.of(0))) {
        throw new SkerryException(
            GatewayError.OWNER, folder.toString(), "belongs to user " + owner + ", not to root");
      }
    } catch (IOException e) {
      throw new SkerryException(
          GatewayError.FILE, folder.toString(), "cannot be looked at: " + Reasons.of(e), e);
    }
  }

  /** Where the admin API listens now, written by the service that runs. */
  public Path adminAddress() {
    return folder.resolve("admin.address");
  }

  /** What may enter: every {@code *.yaml} in it is a policy; people write them. */
  public Path policies() {
    return folder.resolve("policies");
  }

  /**
   * Bytes of its disk that imports and pushes leave free where nobody says how many.
   *
   * @throws SkerryException {@link GatewayError#FILE}
   */
  public long standardReserve() {
    try {
      return SiteSettings.reserve(Files.getFileStore(folder).getTotalSpace());
    } catch (IOException e) {
      throw new SkerryException(
          GatewayError.FILE, folder.toString(), "its disk cannot be asked: " + Reasons.of(e), e);
    }
  }

  /** Uploads of a depot under way. */
  public Path uploads() {
    return folder.resolve("uploads");
  }
}

package dev.skerry.gateway.command;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.client.AdminClient;
import dev.skerry.gateway.service.LocalAccess;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.store.StoreError;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reaches a gateway: the running service, else its data folder under the same lock. */
final class Connect {
  /** A service that starts holds the lock before it listens: 20 s in all. */
  private static final int TRIES = 100;

  private static final int PAUSE_MILLIS = 200;

  private Connect() {}

  /** The same for a command that needs no setting. */
  static Access to(DataFolder data, PrintWriter err) {
    return to(data, () -> SettingOptions.forReport(data, Map.of(), err), err);
  }

  /**
   * Opens the way to it.
   *
   * @param err told once when another skerryd has to be waited for
   */
  static Access to(DataFolder data, Supplier<Settings> settings, PrintWriter err) {
    Optional<Settings> read = Optional.empty();
    for (int tries = 1; ; tries++) {
      Optional<Access> running = AdminClient.running(data);
      if (running.isPresent()) {
        return running.get();
      }
      try {
        Logs.shortLines();
        read = read.or(() -> Optional.of(settings.get()));
        return LocalAccess.open(data, read.get(), InstantSource.system());
      } catch (SkerryException e) {
        if (tries == TRIES || !e.problem().code().equals(StoreError.LOCKED.code())) {
          throw e;
        }
        if (tries == 1) {
          err.println("waiting for the skerryd that has " + data.folder() + " in its hands");
        }
        pause(e);
      }
    }
  }

  private static void pause(SkerryException locked) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw locked;
    }
  }
}

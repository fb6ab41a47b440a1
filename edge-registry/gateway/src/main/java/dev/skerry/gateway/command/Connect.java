package dev.skerry.gateway.command;

import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.client.AdminClient;
import dev.skerry.gateway.service.LocalAccess;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Reaches a gateway: the running service, else its data folder under the same lock. */
final class Connect {
  private Connect() {}

  static Access to(DataFolder data, Supplier<Settings> settings) {
    Optional<Access> running = AdminClient.running(data);
    if (running.isPresent()) {
      return running.get();
    }
    Logs.shortLines();
    return LocalAccess.open(data, settings.get(), InstantSource.system());
  }
}

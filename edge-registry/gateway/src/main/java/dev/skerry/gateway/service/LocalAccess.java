package dev.skerry.gateway.service;

import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.origin.Callers;
import dev.skerry.gateway.report.ImportReport;
import dev.skerry.gateway.report.Reports;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.site.ImportRequest;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.StoreError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Does what the service would do while it is not running, under the same lock. Plans wait: nodes
 * cannot pull before the service runs.
 */
public final class LocalAccess implements Access {
  private static final Optional<String> NOT_SERVING =
      Optional.of("skerryd does not serve now; the plan goes on when it does");

  private final DataFolder folder;
  private final EmbeddedStore store;
  private final Optional<Steps> steps;

  private LocalAccess(DataFolder folder, EmbeddedStore store, Optional<Steps> steps) {
    this.folder = folder;
    this.store = store;
    this.steps = steps;
  }

  /**
   * Opens the data folder.
   *
   * @throws SkerryException {@link GatewayError#NOT_INITIALISED}, {@link StoreError#LOCKED} and
   *     others of the store
   */
  public static LocalAccess open(DataFolder data, Settings settings, InstantSource clock) {
    if (!Files.exists(data.token())) {
      throw new SkerryException(
          GatewayError.NOT_INITIALISED, data.folder().toString(), "is no gateway's yet");
    }
    EmbeddedStore store = EmbeddedStore.open(data.folder(), Disk.real(), clock);
    try {
      Optional<Steps> steps =
          Steps.site(store).depot()
              ? Optional.empty()
              : Optional.of(
                  Steps.of(store, data, settings, clock, st -> (images, nodes) -> NOT_SERVING));
      return new LocalAccess(data, store, steps);
    } catch (SkerryException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public byte[] report(String name) {
    return new Reports(store, steps.map(Steps::sources), () -> "").of(name);
  }

  @Override
  public byte[] importFrom(ImportRequest request, Progress progress) {
    return bytes(work().run(caller(), request, progress));
  }

  @Override
  public byte[] goBack(Path permit) {
    return bytes(work().goBack(caller(), permit));
  }

  @Override
  public byte[] scrub(Progress progress) {
    folder.requireOwner();
    JsonText json = JsonText.object();
    Scrubber.now(store, caller(), bytes -> true, progress).write(json);
    return json.bytes();
  }

  @Override
  public byte[] rotateKey() {
    folder.requireOwner();
    return steps.map(Steps::work).orElseThrow(KeyRotation::noKey).rotateKey(caller()).bytes();
  }

  private static Caller caller() {
    return Callers.real().self().claiming(Optional.ofNullable(System.getenv(Caller.SUDO_USER)));
  }

  private static byte[] bytes(ImportReport report) {
    JsonText json = JsonText.object();
    report.write(json);
    return json.bytes();
  }

  private SiteWork work() {
    folder.requireOwner();
    return steps
        .map(Steps::work)
        .orElseThrow(() ->
            new SkerryException(
                GatewayError.DEPOT, store.data().toString(), "is a depot: it takes no bundles"));
  }

  @Override
  public void close() {
    store.close();
  }
}

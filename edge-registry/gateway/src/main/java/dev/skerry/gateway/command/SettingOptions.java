package dev.skerry.gateway.command;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.service.LocalAccess;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.gateway.setup.Settings;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Every setting as an option; an option beats its variable, which beats skerryd.yaml. */
final class SettingOptions {
  private static final Set<Setting> IMPORT =
      EnumSet.of(Setting.MANIFESTS, Setting.KUBECONFIG, Setting.MAX_AGE, Setting.RESERVE);

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      description = "where nodes pull; port 0: a free one (default 127.0.0.1:5000)")
  private Optional<String> registry = Optional.empty();

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "the admin API, on loopback (default 127.0.0.1:5001)")
  private Optional<String> admin = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "PEM: the registry's certificate, then those that issued it")
  private Optional<String> tlsCert = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM: its key, PKCS#8")
  private Optional<String> tlsKey = Optional.empty();

  @Option(
      names = "--manifests",
      paramLabel = "DIR",
      description = "K3s's server/manifests folder: plans are handed over there")
  private Optional<String> manifests = Optional.empty();

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "plans are applied to this cluster")
  private Optional<String> kubeconfig = Optional.empty();

  @Option(
      names = "--reserve",
      paramLabel = "BYTES",
      description = "what an import leaves free on the disk (default 5 %%, at least 1 GiB)")
  private Optional<String> reserve = Optional.empty();

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description = "how long after its issue a bundle may enter (default: until it expires)")
  private Optional<String> maxAge = Optional.empty();

  @Option(
      names = "--scrub-rate",
      paramLabel = "MB",
      description = "what serve hashes anew each second; 0: nothing (default 10 megabytes)")
  private Optional<String> scrubRate = Optional.empty();

  @Option(
      names = "--revoked",
      paramLabel = "serve|refuse",
      description = "whether revoked content that is held goes on being served (default serve)")
  private Optional<String> revoked = Optional.empty();

  /** For the service, which needs all of them. */
  Settings settings(DataFolder data) {
    return Settings.of(data, given(), System.getenv());
  }

  /**
   * For what only imports. Faults in other settings are told, and so is what would loosen the
   * site's own.
   */
  Settings forImport(DataFolder data, PrintWriter err) {
    return Settings.tightened(
        data, given(), System.getenv(), IMPORT, problem -> warn(problem, err));
  }

  /** For what needs none of them; faults are told. */
  static Settings forReport(DataFolder data, Map<Setting, String> given, PrintWriter err) {
    return Settings.of(data, given, System.getenv(), Set.of(), problem -> warn(problem, err));
  }

  /**
   * Nobody shall believe that a bundle was judged by a setting that the running service has never
   * seen.
   *
   * @throws SkerryException {@link GatewayError#OF_THE_SERVICE} for an option, where a service does
   *     the work; variables, which may be there for something else, are told
   */
  void requireHonoured(Access access, PrintWriter err) {
    if (access instanceof LocalAccess) {
      return;
    }
    given().keySet().stream()
        .findFirst()
        .ifPresent(setting -> {
          throw new SkerryException(
              GatewayError.OF_THE_SERVICE,
              "--" + setting.word(),
              "has no effect: the service is running and does this by its own settings");
        });
    for (Setting setting : EnumSet.of(Setting.MAX_AGE, Setting.RESERVE, Setting.REVOKED)) {
      if (!System.getenv().getOrDefault(setting.variable(), "").isEmpty()) {
        err.println(
            "note: the service is running: its own settings count, not " + setting.variable());
      }
    }
  }

  private static void warn(Problem problem, PrintWriter err) {
    err.println(Terminal.warning(problem));
  }

  Map<Setting, String> given() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    registry.ifPresent(value -> given.put(Setting.REGISTRY, value));
    admin.ifPresent(value -> given.put(Setting.ADMIN, value));
    tlsCert.ifPresent(value -> given.put(Setting.TLS_CERT, value));
    tlsKey.ifPresent(value -> given.put(Setting.TLS_KEY, value));
    manifests.ifPresent(value -> given.put(Setting.MANIFESTS, value));
    kubeconfig.ifPresent(value -> given.put(Setting.KUBECONFIG, value));
    maxAge.ifPresent(value -> given.put(Setting.MAX_AGE, value));
    reserve.ifPresent(value -> given.put(Setting.RESERVE, value));
    scrubRate.ifPresent(value -> given.put(Setting.SCRUB_RATE, value));
    revoked.ifPresent(value -> given.put(Setting.REVOKED, value));
    return given;
  }
}

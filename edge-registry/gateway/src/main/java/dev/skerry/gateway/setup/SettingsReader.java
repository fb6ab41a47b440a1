package dev.skerry.gateway.setup;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.yaml.Yaml;
import dev.skerry.plans.yaml.YamlException;
import dev.skerry.plans.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads {@code skerryd.yaml} and puts it together with options and variables. */
final class SettingsReader {
  private final DataFolder data;
  private final Set<Setting> needed;
  private final Consumer<Problem> warn;
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<Setting, String> file = new EnumMap<>(Setting.class);

  /**
   * Reads file, variables and options.
   *
   * @param needed in which a fault is refused; one in another that no option gives is a warning
   */
  SettingsReader(
      DataFolder data,
      Map<Setting, String> options,
      Map<String, String> environment,
      Set<Setting> needed,
      Consumer<Problem> warn) {
    this.data = data;
    this.needed = EnumSet.noneOf(Setting.class);
    this.needed.addAll(needed);
    this.needed.addAll(options.keySet());
    this.warn = warn;
    readFile();
    file.putAll(values);
    for (Setting setting : Setting.values()) {
      String variable = environment.getOrDefault(setting.variable(), "");
      String given = options.getOrDefault(setting, variable);
      if (!given.isEmpty()) {
        values.put(setting, given);
      } else if (options.containsKey(setting)) {
        throw refuse("--" + setting.word(), "is given without a value");
      }
    }
  }

  Settings read() {
    return new Settings(
        read(() -> address(Setting.REGISTRY), Setting.REGISTRY),
        read(() -> Settings.onLoopback(address(Setting.ADMIN)), Setting.ADMIN),
        read(this::tls, Setting.TLS_CERT, Setting.TLS_KEY),
        read(this::manifests, Setting.MANIFESTS, Setting.KUBECONFIG),
        path(Setting.KUBECONFIG),
        read(this::maxAge, Setting.MAX_AGE),
        read(this::reserve, Setting.RESERVE),
        read(this::scrubRate, Setting.SCRUB_RATE),
        read(this::servesRevoked, Setting.REVOKED));
  }

  /**
   * Lets options and variables only tighten what the site judges by; what they would loosen stays
   * as it is and is told.
   */
  SettingsReader tightened() {
    Optional<String> age = Optional.ofNullable(file.get(Setting.MAX_AGE));
    tighten(Setting.MAX_AGE, age, (given, site) -> days(given).compareTo(days(site)) <= 0);
    String reserve =
        file.computeIfAbsent(Setting.RESERVE, s -> Long.toString(data.standardReserve()));
    tighten(Setting.RESERVE, Optional.of(reserve), (given, site) -> bytes(given) >= bytes(site));
    Optional<String> revoked = Optional.ofNullable(file.get(Setting.REVOKED));
    tighten(Setting.REVOKED, revoked, (given, site) -> serves(site) || !serves(given));
    return this;
  }

  private void tighten(
      Setting setting, Optional<String> site, BiPredicate<String, String> tighter) {
    Optional<String> given = value(setting);
    if (site.isEmpty()
        || given.isEmpty()
        || given.equals(site)
        || tighter.test(given.get(), site.get())) {
      return;
    }
    String reason =
        "is given as %s, looser than the site's own %s, which counts"
            .formatted(given.get(), site.get());
    warn.accept(new SkerryException(GatewayError.LOOSER, setting.word(), reason).problem());
    values.put(setting, site.get());
  }

  /** What is wrong and not needed is as if nobody had set it. */
  private <T> T read(Supplier<T> setting, Setting... of) {
    try {
      return setting.get();
    } catch (SkerryException e) {
      if (Stream.of(of).anyMatch(needed::contains)) {
        throw e;
      }
      warn.accept(e.problem());
      values.keySet().removeAll(List.of(of));
      return setting.get();
    }
  }

  /** A line that cannot be read may be about any of the settings. */
  private void readFile() {
    try {
      for (Yaml document : documents()) {
        if (!(document instanceof Yaml.Mapping mapping)) {
          throw refuse(data.settings() + ":" + document.at(), "is no list of settings");
        }
        mapping.entries().forEach(this::readEntry);
      }
    } catch (SkerryException e) {
      refuseOrWarn(e);
    }
  }

  private void readEntry(Yaml.Entry entry) {
    try {
      readLine(entry);
    } catch (SkerryException e) {
      refuseOrWarn(e);
    }
  }

  private void refuseOrWarn(SkerryException fault) {
    if (!needed.isEmpty()) {
      throw fault;
    }
    warn.accept(fault.problem());
  }

  private List<Yaml> documents() {
    try {
      return YamlReader.documents(PrivateFiles.read(data.settings()).orElse(new byte[0]));
    } catch (YamlException e) {
      throw refuse(data.settings() + ":" + e.at(), e.reason());
    }
  }

  private void readLine(Yaml.Entry entry) {
    String where = data.settings() + ":" + entry.keyAt();
    Setting setting =
        Setting.of(entry.key())
            .orElseThrow(() -> refuse(where, "there is no setting \"" + entry.key() + "\""));
    if (!(entry.value() instanceof Yaml.Scalar scalar)) {
      throw refuse(where, "is " + entry.value().found() + ", not one value");
    }
    String text = scalar.text();
    if (scalar.kind() != Yaml.ScalarKind.NULL && !text.isEmpty()) {
      values.put(setting, setting.path() ? data.folder().resolve(text).toString() : text);
    }
  }

  private Address address(Setting setting) {
    String text = value(setting).or(setting::standard).orElse("");
    return Address.parse(setting.word(), text);
  }

  private Optional<Settings.TlsFiles> tls() {
    Optional<Path> chain = path(Setting.TLS_CERT);
    Optional<Path> key = path(Setting.TLS_KEY);
    if (chain.isPresent() != key.isPresent()) {
      throw refuse("tls-cert", "and tls-key are given together or not at all");
    }
    return chain.flatMap(c -> key.map(k -> new Settings.TlsFiles(c, k)));
  }

  private Optional<Path> manifests() {
    return Settings.oneWay(path(Setting.MANIFESTS), path(Setting.KUBECONFIG));
  }

  private Optional<Duration> maxAge() {
    return value(Setting.MAX_AGE).map(SettingsReader::days);
  }

  private static Duration days(String text) {
    if (!text.matches("[1-9][0-9]{0,4}")) {
      throw refuse("max-age", "is \"" + text + "\", not a number of days");
    }
    return Duration.ofDays(Long.parseLong(text));
  }

  private OptionalLong reserve() {
    return value(Setting.RESERVE).stream().mapToLong(SettingsReader::bytes).findFirst();
  }

  private static long bytes(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw refuse("reserve", "is \"" + text + "\", not a number of bytes");
    }
    return Long.parseLong(text);
  }

  private long scrubRate() {
    String text = value(Setting.SCRUB_RATE).or(Setting.SCRUB_RATE::standard).orElse("");
    if (!text.matches("[0-9]{1,6}")) {
      throw refuse("scrub-rate", "is \"" + text + "\", not a number of megabytes a second");
    }
    return Long.parseLong(text) * Settings.MEGABYTE;
  }

  private boolean servesRevoked() {
    return serves(value(Setting.REVOKED).or(Setting.REVOKED::standard).orElse(""));
  }

  private static boolean serves(String text) {
    return switch (text) {
      case "serve" -> true;
      case "refuse" -> false;
      default -> throw refuse("revoked", "is \"" + text + "\", neither serve nor refuse");
    };
  }

  private Optional<Path> path(Setting setting) {
    return value(setting).map(text -> Path.of(text).toAbsolutePath().normalize());
  }

  private Optional<String> value(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(GatewayError.SETTING, item, reason);
  }
}

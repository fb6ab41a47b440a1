package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Progress;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.client.AdminClient;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.Initialise;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.gateway.setup.SiteChoice;
import dev.skerry.site.ImportRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh site whose plans go to a manifests folder, and the service on it, for each test. */
abstract class ServedSite {
  static final InstantSource CLOCK = InstantSource.fixed(TestRoots.ISSUED.plus(Duration.ofDays(1)));

  @TempDir Path folder;
  DataFolder data;
  Path manifests;
  Path plan;
  PublicKey key;
  private Optional<Gateway> gateway = Optional.empty();

  @BeforeEach
  void init() throws IOException {
    data = new DataFolder(folder.resolve("data"));
    manifests = Files.createDirectory(folder.resolve("manifests"));
    plan = manifests.resolve("skerry-os-upgrade.yaml");
    Path root = folder.resolve("1.root.dsse.json");
    Files.write(
        root,
        TestRoots.signed(TestRoots.root(1, 2, "alice", "bob", "carol"), "alice", "bob").bytes());
    SiteChoice choice =
        new SiteChoice("north-1", root, "stable", new TreeMap<>(), List.of(), List.of());
    key = new Initialise(data, new SecureRandom(), CLOCK).site(choice);
  }

  @AfterEach
  void stop() {
    gateway.ifPresent(Gateway::close);
    gateway = Optional.empty();
  }

  /** More settings, as a test asks for them. */
  final Map<Setting, String> more = new EnumMap<>(Setting.class);

  final Settings settings() {
    Map<Setting, String> options = new EnumMap<>(DepotTest.FREE_PORTS);
    options.put(Setting.MANIFESTS, manifests.toString());
    options.put(Setting.RESERVE, "0");
    options.putAll(more);
    return Settings.of(data, options, Map.of());
  }

  final Access serve() {
    gateway = Optional.of(Gateway.serve(data, settings(), CLOCK));
    return AdminClient.running(data).orElseThrow();
  }

  final Path stick(String name, TestBundle bundle) throws IOException {
    Path stick = Files.createDirectory(folder.resolve(name));
    bundle.write(stick);
    return stick;
  }

  static String imported(Access access, Path stick) {
    return new String(access.importFrom(ImportRequest.of(stick), Progress.none()), UTF_8);
  }

  static String report(Access access, String name) {
    return new String(access.report(name), UTF_8);
  }

  /** The log's entries from this one on. */
  static List<String> log(Access access, long from) {
    return Fields.of(
            JsonReader.lenient(access.report("log/" + from), GatewayError.REQUEST, "log"),
            "",
            GatewayError.REQUEST)
        .texts("entries");
  }
}

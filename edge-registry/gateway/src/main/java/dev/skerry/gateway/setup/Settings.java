package dev.skerry.gateway.setup;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a gateway runs.
 *
 * @param registry where nodes pull
 * @param admin where the admin API listens, on loopback
 * @param tls certificate and key of the registry; plain HTTP without
 * @param manifests K3s's manifests folder
 * @param kubeconfig the cluster's, never beside {@code manifests}
 * @param maxAge how old a bundle may be; empty: until it expires
 * @param reserve bytes that imports leave free; empty: a share of the disk
 * @param scrubRate bytes a second that are hashed anew in the background; 0: none
 * @param servesRevoked whether content that is held goes on being served once it was revoked
 */
public record Settings(
    Address registry,
    Address admin,
    Optional<TlsFiles> tls,
    Optional<Path> manifests,
    Optional<Path> kubeconfig,
    Optional<Duration> maxAge,
    OptionalLong reserve,
    long scrubRate,
    boolean servesRevoked) {
  static final long MEGABYTE = 1_000_000;

  /** Refuses settings that contradict each other. */
  public Settings {
    onLoopback(admin);
    oneWay(manifests, kubeconfig);
  }

  static Address onLoopback(Address admin) {
    if (!admin.loopback()) {
      throw new SkerryException(
          GatewayError.SETTING, "admin", "is " + admin + ", which others could reach");
    }
    return admin;
  }

  static Optional<Path> oneWay(Optional<Path> manifests, Optional<Path> kubeconfig) {
    if (manifests.isPresent() && kubeconfig.isPresent()) {
      throw new SkerryException(
          GatewayError.SETTING, "manifests", "stands beside kubeconfig; plans can go one way only");
    }
    return manifests;
  }

  /**
   * PEM files of the registry's certificate.
   *
   * @param chain the certificate first
   * @param key PKCS#8, not encrypted
   */
  public record TlsFiles(Path chain, Path key) {}

  /** What is set, by the names of {@link Setting}; nothing of it is secret. */
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put(Setting.REGISTRY.word(), registry.toString());
    texts.put(Setting.ADMIN.word(), admin.toString());
    tls.ifPresent(files -> {
      texts.put(Setting.TLS_CERT.word(), files.chain().toString());
      texts.put(Setting.TLS_KEY.word(), files.key().toString());
    });
    manifests.ifPresent(path -> texts.put(Setting.MANIFESTS.word(), path.toString()));
    kubeconfig.ifPresent(path -> texts.put(Setting.KUBECONFIG.word(), path.toString()));
    maxAge.ifPresent(age -> texts.put(Setting.MAX_AGE.word(), Long.toString(age.toDays())));
    reserve.ifPresent(bytes -> texts.put(Setting.RESERVE.word(), Long.toString(bytes)));
    texts.put(Setting.SCRUB_RATE.word(), Long.toString(scrubRate / MEGABYTE));
    texts.put(Setting.REVOKED.word(), servesRevoked ? "serve" : "refuse");
    return texts;
  }

  /**
   * Puts the settings together: an option beats a variable, which beats the file.
   *
   * @param data the data folder; paths in its file are relative to it
   * @param options settings given on the command line
   * @param environment all variables
   * @throws SkerryException {@link GatewayError#SETTING}
   */
  public static Settings of(
      DataFolder data, Map<Setting, String> options, Map<String, String> environment) {
    Set<Setting> all = EnumSet.allOf(Setting.class);
    return of(data, options, environment, all, problem -> {});
  }

  /**
   * The same for a command that does not need all of them: a fault in the others does not stop it.
   *
   * @param needed which ones
   * @param warn told of a fault in one that is not needed; it is then as if nobody had set it
   * @throws SkerryException {@link GatewayError#SETTING} for one that is needed, or is an option
   */
  public static Settings of(
      DataFolder data,
      Map<Setting, String> options,
      Map<String, String> environment,
      Set<Setting> needed,
      Consumer<Problem> warn) {
    return new SettingsReader(data, options, environment, needed, warn).read();
  }

  /**
   * The same for an import that runs alone: whoever holds the stick starts it, so option and
   * variable may only tighten what bundles are judged by. The smaller age counts, the larger
   * reserve, and {@code refuse}.
   *
   * @param warn told of each that would have loosened what the site has, and of faults as above
   */
  public static Settings tightened(
      DataFolder data,
      Map<Setting, String> options,
      Map<String, String> environment,
      Set<Setting> needed,
      Consumer<Problem> warn) {
    return new SettingsReader(data, options, environment, needed, warn).tightened().read();
  }
}

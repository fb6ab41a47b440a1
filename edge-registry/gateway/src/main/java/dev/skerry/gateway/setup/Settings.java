package dev.skerry.gateway.setup;

import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

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
    if (!admin.loopback()) {
      throw new SkerryException(
          GatewayError.SETTING, "admin", "is " + admin + ", which others could reach");
    }
    if (manifests.isPresent() && kubeconfig.isPresent()) {
      throw new SkerryException(
          GatewayError.SETTING, "manifests", "stands beside kubeconfig; plans can go one way only");
    }
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
   */
  public static Settings of(
      DataFolder data, Map<Setting, String> options, Map<String, String> environment) {
    return new SettingsReader(data, options, environment).read();
  }
}

package dev.skerry.gateway.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be set: as an option, a variable, or a line of {@code skerryd.yaml}. */
public enum Setting {
  REGISTRY("127.0.0.1:5000", "HOST:PORT where nodes pull"),
  ADMIN("127.0.0.1:5001", "HOST:PORT of the admin API, on loopback"),
  TLS_CERT("", "PEM file: the registry's certificate, then those that issued it"),
  TLS_KEY("", "PEM file: its private key, PKCS#8"),
  MANIFESTS("", "K3s's server/manifests folder; plans are handed over there"),
  KUBECONFIG("", "kubeconfig; plans are applied to that cluster"),
  MAX_AGE("", "days after its issue for which a bundle may enter (default: until it expires)"),
  RESERVE("", "bytes of the disk that an import leaves free (default: 5 %, at least 1 GiB)"),
  SCRUB_RATE("10", "megabytes a second that are hashed anew in the background; 0: none"),
  REVOKED(
      "serve", "serve or refuse: what becomes of pulls of content that is held and was revoked");

  private final String standard;
  private final String about;

  Setting(String standard, String about) {
    this.standard = standard;
    this.about = about;
  }

  /** Its name in {@code skerryd.yaml} and, with two dashes before it, on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its environment variable. */
  public String variable() {
    return "SKERRY_" + name();
  }

  /** What it is when nobody sets it; empty where it is then off. */
  public Optional<String> standard() {
    return Optional.of(standard).filter(s -> !s.isEmpty());
  }

  /** What it is for. */
  public String about() {
    return about;
  }

  /** Whether it names a file or folder. */
  boolean path() {
    return List.of(TLS_CERT, TLS_KEY, MANIFESTS, KUBECONFIG).contains(this);
  }

  static Optional<Setting> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
  }
}

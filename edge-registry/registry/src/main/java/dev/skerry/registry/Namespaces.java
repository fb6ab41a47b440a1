package dev.skerry.registry;

import dev.skerry.format.error.SkerryException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code ?ns=} of registry mirrors: the host that the client would have asked otherwise. */
final class Namespaces {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9.:\\[\\]-]{0,254}");

  private Namespaces() {}

  /** Whether a text can be a registry host with a port. */
  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /**
   * The host that a request names; an empty one counts as absent.
   *
   * @throws SkerryException {@link RegistryError#NAME_INVALID}
   */
  static Optional<String> of(Call call) {
    Optional<String> ns = call.query("ns").filter(text -> !text.isEmpty());
    if (ns.isPresent() && !isHost(ns.get())) {
      throw new SkerryException(RegistryError.NAME_INVALID, "ns=" + ns.get(), "is no host");
    }
    return ns;
  }
}

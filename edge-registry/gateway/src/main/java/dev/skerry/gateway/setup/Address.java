package dev.skerry.gateway.setup;

import dev.skerry.format.error.SkerryException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something listens.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 0 to 65535; 0 = a free one
 */
public record Address(String host, int port) {
  private static final Pattern SPELLING =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");
  private static final int PORTS = 65_536;

  /** Refuses ports that there are not. */
  public Address {
    if (port < 0 || port >= PORTS) {
      throw new SkerryException(GatewayError.SETTING, host + ":" + port, "is no port");
    }
  }

  /**
   * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}.
   *
   * @param setting its name, for messages
   */
  public static Address parse(String setting, String text) {
    Matcher parts = SPELLING.matcher(text);
    if (!parts.matches()) {
      throw new SkerryException(
          GatewayError.SETTING, setting, "is \"" + text + "\", not HOST:PORT");
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new Address(host, Integer.parseInt(parts.group(3)));
  }

  /** Whether only this machine reaches it. */
  public boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The same host with the port that was chosen. */
  public Address withPort(int chosen) {
    return new Address(host, chosen);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}

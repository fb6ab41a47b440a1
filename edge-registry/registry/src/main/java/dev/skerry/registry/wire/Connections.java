package dev.skerry.registry.wire;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The connections of one listener. One client has a part of them at most, so that others get in,
 * and a thread closes those whose client lets the gateway wait too long: Helidon 4.5.0 sets no
 * timeout on a socket, neither for a handshake nor for the rest of a request.
 */
public final class Connections {
  /** From accepting to the first byte of a request: a TLS handshake too. */
  private static final Duration OPENING = Duration.ofSeconds(20);

  /** So many places are free again, if need be of connections without a request, within a tick. */
  private static final int SPARE = 32;

  private static final long TICK_MILLIS = 500;
  private static final int IPV6_NET = 8;

  private final int most;
  private final int perClient;
  private final Map<SocketAddress, Connection> all = new ConcurrentHashMap<>();
  private boolean watched;

  /**
   * None yet.
   *
   * @param most of all clients, which the listener itself keeps to
   * @param perClient of one address, or of one network of 64 bits where it is IPv6
   */
  public Connections(int most, int perClient) {
    this.most = most;
    this.perClient = perClient;
  }

  /**
   * Lets a connection in. When its client has too many, one of them without a request goes first.
   *
   * @throws IOException when none of the client's can be closed for it
   */
  synchronized void accept(SocketChannel channel) throws IOException {
    SocketAddress peer = channel.getRemoteAddress();
    String client = client(peer);
    if (open().filter(c -> c.client().equals(client)).count() >= perClient) {
      longestIdle(open().filter(c -> c.client().equals(client)))
          .orElseThrow(() -> new IOException(client + " has too many connections"))
          .close();
    }
    Connection connection = new Connection(channel, client);
    connection.await(OPENING);
    all.put(peer, connection);
    if (!watched) {
      watched = true;
      Thread.ofPlatform().daemon().name("connections").start(this::watch);
    }
  }

  /** That of an address. */
  Optional<Connection> of(SocketAddress peer) {
    return Optional.ofNullable(all.get(peer));
  }

  private Stream<Connection> open() {
    return all.values().stream().filter(Connection::open);
  }

  private static Optional<Connection> longestIdle(Stream<Connection> some) {
    long now = System.nanoTime();
    return some.filter(c -> c.idleNanos(now) >= 0)
        .max(Comparator.comparingLong(c -> c.idleNanos(now)));
  }

  private void watch() {
    try {
      while (goOn()) {
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes what is due; false when nothing is left to watch. */
  private synchronized boolean goOn() {
    long now = System.nanoTime();
    open().filter(c -> c.late(now)).forEach(Connection::close);
    for (long n = open().count(); n > most - SPARE; n--) {
      longestIdle(open()).ifPresent(Connection::close);
    }
    all.values().removeIf(c -> !c.open());
    watched = !all.isEmpty();
    return watched;
  }

  /** Whose a connection is: an address, or the network of 64 bits where it is IPv6. */
  public static String client(SocketAddress peer) {
    if (peer instanceof InetSocketAddress inet) {
      byte[] address = inet.getAddress().getAddress();
      return inet.getAddress() instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(address, IPV6_NET)) + "/64"
          : inet.getAddress().getHostAddress();
    }
    return peer.toString();
  }
}

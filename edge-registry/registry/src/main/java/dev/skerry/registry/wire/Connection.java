package dev.skerry.registry.wire;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One accepted connection: whose it is, and how long the gateway goes on waiting for its client.
 */
final class Connection {
  /** Between two requests. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final Wait NONE = new Wait(0, Long.MAX_VALUE, false);

  private final SocketChannel channel;
  private final String client;
  private volatile Wait wait = NONE;

  /** In nanoseconds, since a time of {@link System#nanoTime}. */
  private record Wait(long since, long most, boolean idle) {}

  Connection(SocketChannel channel, String client) {
    this.channel = channel;
    this.client = client;
  }

  /** The gateway waits for the client now, so long at most. */
  void await(Duration most) {
    wait = new Wait(System.nanoTime(), most.toNanos(), false);
  }

  /** No request is under way. */
  void idle() {
    wait = new Wait(System.nanoTime(), IDLE.toNanos(), true);
  }

  /** The client waits for the gateway now. */
  void working() {
    wait = NONE;
  }

  /** How long no request was under way, in nanoseconds; negative while one is. */
  long idleNanos(long now) {
    Wait current = wait;
    return current.idle ? now - current.since : -1;
  }

  boolean late(long now) {
    Wait current = wait;
    return now - current.since > current.most;
  }

  String client() {
    return client;
  }

  boolean open() {
    return channel.isOpen();
  }

  /** The client sees the end of what was sent; what it sends still arrives. */
  void finish() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  /** Ends it; whoever reads or writes on it is told so. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same, and nobody is left who could be told.
    }
  }
}

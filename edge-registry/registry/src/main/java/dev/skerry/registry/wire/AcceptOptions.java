package dev.skerry.registry.wire;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The place where Helidon shows every connection that it accepts, before anything is read of it. It
 * closes those for which this throws.
 */
public final class AcceptOptions implements SocketOptions {
  private final SocketOptions options;
  private final Connections connections;

  /** Sets options on those that are let in. */
  public AcceptOptions(SocketOptions options, Connections connections) {
    this.options = options;
    this.connections = connections;
  }

  @Override
  public void configureSocket(SocketChannel socket) {
    try {
      connections.accept(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    options.configureSocket(socket);
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}

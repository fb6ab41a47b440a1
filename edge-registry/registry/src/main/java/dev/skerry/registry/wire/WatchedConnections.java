package dev.skerry.registry.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Helidon's HTTP/1.1, with {@link Incoming} and {@link WatchedWriter} before it. */
public final class WatchedConnections implements ServerConnectionSelector {
  private final ServerConnectionSelector http1;
  private final Connections connections;
  private final boolean chunks;

  /**
   * For one listener.
   *
   * @param connections those that {@link AcceptOptions} let in
   * @param chunks whether bodies may come in chunks
   */
  public WatchedConnections(Http1Config config, Connections connections, boolean chunks) {
    this.http1 = Http1ConnectionSelector.builder().config(config).build();
    this.connections = connections;
    this.chunks = chunks;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    Connection connection =
        connections
            .of(context.remotePeer().address())
            .orElseThrow(() -> new CloseConnectionException("closed while it was opened"));
    Incoming incoming = new Incoming(context.dataReader(), connection, chunks);
    return new Watched(
        http1.connection(
            new WatchedContext(
                context,
                DataReader.create(incoming),
                new WatchedWriter(context.dataWriter(), connection))),
        incoming,
        connection);
  }

  /** Also ends what Helidon leaves open: the socket under TLS, until the client closes it. */
  private record Watched(ServerConnection http1, Incoming incoming, Connection connection)
      implements ServerConnection, InterruptableTask<Void> {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        http1.handle(limit);
        incoming.linger();
      } finally {
        connection.await(CLOSING);
      }
    }

    @Override
    public Duration idleTime() {
      return http1.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      http1.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return http1 instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}

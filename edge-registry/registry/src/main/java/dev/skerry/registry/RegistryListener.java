package dev.skerry.registry;

import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import dev.skerry.registry.wire.AcceptOptions;
import dev.skerry.registry.wire.Connections;
import dev.skerry.registry.wire.WatchedConnections;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;

/**
 * The settings of a listener that nodes reach: plain sockets (sendfile needs them), HTTP/1.1 only,
 * no content encodings, bodies in chunks only where content is pushed, every limit of design
 * section 6. Works on the builder of the server and of further listeners alike.
 */
public final class RegistryListener {
  private static final int CONNECTIONS = 1_024;

  /** Of one address: some nodes behind one address, each with the dozens that containerd opens. */
  private static final int PER_CLIENT = 256;

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration SHUTDOWN = Duration.ofSeconds(30);
  private static final int HEADERS = 32 << 10;

  private RegistryListener() {}

  /** Applies all settings but address, TLS and routing. */
  public static void apply(RegistrySettings settings, ListenerConfig.BuilderBase<?, ?> listener) {
    Connections connections = new Connections(CONNECTIONS, PER_CLIENT);
    listener
        .useNio(false)
        .maxTcpConnections(CONNECTIONS)
        .idleConnectionTimeout(IDLE)
        .idleConnectionPeriod(Duration.ofSeconds(10))
        .shutdownGracePeriod(SHUTDOWN)
        .maxPayloadSize(settings.push() ? Limits.V1.member() : Limits.V1.manifest())
        .connectionOptions(
            new AcceptOptions(SocketOptions.builder().tcpNoDelay(true).build(), connections))
        .contentEncoding(ContentEncodingContext.builder().contentEncodingsDiscoverServices(false))
        .concurrencyLimitDiscoverServices(false)
        .protocolsDiscoverServices(false)
        .addConnectionSelector(new WatchedConnections(http1(), connections, settings.push()))
        .directHandlers(handlers());
  }

  private static Http1Config http1() {
    return Http1Config.builder()
        .maxHeadersSize(HEADERS)
        .validateResponseHeaders(true)
        .sendKeepAliveHeader(false)
        .buildPrototype();
  }

  /** What fails before or outside a route is answered in the API's own form too. */
  private static DirectHandlers handlers() {
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      builder.addHandler(type, RegistryListener::refuse);
    }
    return builder.build();
  }

  private static DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    SkerryException refused =
        new SkerryException(
            error(status), (request.method() + " request").strip(), status.reasonPhrase());
    byte[] body = Errors.body(refused.problem());
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Errors.JSON)
        // A handler that failed late may have announced the length of something else.
        .header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
        .entity(body)
        .build();
  }

  private static RegistryError error(Status status) {
    return switch (status.code()) {
      case 404 -> RegistryError.NO_SUCH_PATH;
      case 411 -> RegistryError.LENGTH;
      case 413 -> RegistryError.TOO_LARGE;
      case 431 -> RegistryError.LONG_HEAD;
      case 501 -> RegistryError.REQUEST;
      case 503 -> RegistryError.TOO_MANY;
      default -> status.code() < 500 ? RegistryError.REQUEST : RegistryError.INTERNAL;
    };
  }
}

package dev.skerry.registry;

import dev.skerry.format.error.SkerryException;
import dev.skerry.registry.wire.Connections;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One request as the handlers see it: a few values of it and its body as a stream. */
final class Call {
  private static final int DRAIN = 4 << 20;
  private final ServerRequest request;
  private Optional<InputStream> stream = Optional.empty();

  Call(ServerRequest request) {
    this.request = request;
  }

  String method() {
    return request.prologue().method().text();
  }

  /** Who calls: an address, or a network of IPv6. */
  String client() {
    return Connections.client(request.remotePeer().address());
  }

  /** Whether the method is GET or HEAD. */
  boolean reads() {
    return method().equals("GET") || head();
  }

  boolean head() {
    return method().equals("HEAD");
  }

  /** The first value of a query parameter, decoded. */
  Optional<String> query(String name) {
    List<String> values = request.query().all(name, List::of);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  Optional<String> header(HeaderName name) {
    return request.headers().first(name);
  }

  /** Length of the body where the client said it. */
  OptionalLong announced() {
    return request.headers().contentLength();
  }

  /** The body; empty without one. */
  InputStream body() {
    if (stream.isEmpty()) {
      stream =
          Optional.of(
              request.content().hasEntity()
                  ? request.content().inputStream()
                  : InputStream.nullInputStream());
    }
    return stream.get();
  }

  /** Whether a body was sent that nobody has read to its end. */
  boolean unread() {
    return request.content().hasEntity() && !request.content().consumed();
  }

  /**
   * Reads some of a body that nobody wants: a client that is still sending would otherwise see a
   * reset instead of the answer. Nothing is read of a client that waits for 100-continue.
   */
  void drain() {
    if (header(HeaderNames.EXPECT).isPresent() && !request.continueSent()) {
      return;
    }
    byte[] sink = new byte[16 << 10];
    long left = DRAIN;
    try {
      int n = 0;
      while (left > 0 && n >= 0) {
        n = body().read(sink);
        left -= n;
      }
    } catch (IOException e) {
      throw new ServerConnectionException("the client went away", e);
    }
  }

  /** A refusal of a query parameter. */
  SkerryException refuse(RegistryError error, String name, String reason) {
    return new SkerryException(error, name + "=" + query(name).orElse(""), reason);
  }
}

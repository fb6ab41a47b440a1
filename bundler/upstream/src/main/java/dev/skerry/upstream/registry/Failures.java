package dev.skerry.upstream.registry;

import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the network and registries say, in words that lead on. */
final class Failures {
  private Failures() {}

  /** An answer that is an error and stays one. */
  static SkerryException status(Endpoint endpoint, String what, Answer answer) throws IOException {
    int status = answer.status();
    UpstreamError code =
        switch (status) {
          case 401 -> UpstreamError.UNAUTHORIZED;
          case 403 -> UpstreamError.FORBIDDEN;
          case 404 -> UpstreamError.NOT_FOUND;
          case 429 -> UpstreamError.BUSY;
          default -> status >= 500 ? UpstreamError.BUSY : UpstreamError.ANSWER;
        };
    String excerpt = answer.excerpt();
    return new SkerryException(
        code,
        endpoint + " " + what,
        "the registry answers " + status + (excerpt.isEmpty() ? "" : ": " + excerpt));
  }

  /** A connection that fails and goes on failing. */
  static SkerryException network(Endpoint endpoint, String what, IOException e, Trusted trusted) {
    String item = endpoint + " " + what;
    if (e instanceof Persistence.Busy) {
      return new SkerryException(UpstreamError.BUSY, item, String.valueOf(e.getMessage()), e);
    }
    if (e instanceof SSLException) {
      return new SkerryException(
          UpstreamError.TLS, item, "no TLS with it: " + deepest(e) + "; " + trusted.words(), e);
    }
    String reason =
        switch (e) {
          case HttpConnectTimeoutException c when !endpoint.plainHttp() ->
              "no TLS connection within 10 seconds; if it speaks plain HTTP, --plain-http says so";
          case ConnectException c when unresolved(c) -> "there is no host of this name";
          case ConnectException c -> "nothing answers there: " + deepest(c);
          default -> "the connection broke: " + deepest(e);
        };
    return new SkerryException(UpstreamError.UNREACHABLE, item, reason, e);
  }

  private static boolean unresolved(Throwable e) {
    for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private static String deepest(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }

  /** Which CAs were trusted. */
  record Trusted(String words) {
    static Trusted of(RegistryOptions options) {
      return new Trusted(
          options
              .caFile()
              .map(file -> "trusted are the CAs of " + file + " and of the JDK")
              .orElse("trusted are the JDK's CAs only"));
    }
  }
}

package dev.skerry.upstream.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * HTTP/1.1 by the JDK's client: connections are kept, certificates are checked, redirects are
 * followed without carrying credentials to another origin.
 */
final class Transport implements AutoCloseable {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_REDIRECTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration FIRST_BYTE = Duration.ofSeconds(60);
  private static final String AUTHORIZATION = "Authorization";

  private final HttpClient client;

  Transport(RegistryOptions options) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    options.caFile().map(Trust::withCaFile).ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** A GET with redirects followed. */
  Answer get(URI uri, Map<String, String> headers) throws IOException {
    URI at = uri;
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers);
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpRequest.Builder request = HttpRequest.newBuilder(at).GET();
      sent.forEach(request::header);
      Answer answer = send(request);
      Optional<String> location = answer.header("Location");
      if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
        return answer;
      }
      answer.close();
      URI next = target(at, location.get());
      if (!sameOrigin(at, next)) {
        sent.remove(AUTHORIZATION);
      }
      at = next;
    }
    throw new IOException("redirects more than " + MAX_REDIRECTS + " times");
  }

  /** A POST of a form, for tokens. */
  Answer post(URI uri, String form) throws IOException {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      return Answer.of(
          client.send(
              request.timeout(FIRST_BYTE).header("User-Agent", "skerry").build(),
              BodyHandlers.ofInputStream()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedTransfer(e);
    }
  }

  private static URI target(URI from, String location) throws IOException {
    URI next;
    try {
      next = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("redirects to " + location + ", which is no address", e);
    }
    boolean downgrade =
        "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(next.getScheme());
    if (downgrade || next.getHost() == null) {
      throw new IOException("redirects from HTTPS to " + next);
    }
    return next;
  }

  static boolean sameOrigin(URI a, URI b) {
    return origin(a).equals(origin(b));
  }

  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** Cuts whatever is still on the line. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  /** The thread was asked to stop: nothing is tried again. */
  static final class InterruptedTransfer extends IOException {
    private static final long serialVersionUID = 1L;

    InterruptedTransfer(InterruptedException cause) {
      super("interrupted", cause);
    }
  }
}

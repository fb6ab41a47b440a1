package dev.skerry.upstream.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skerry.format.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A registry that can be told to misbehave; plain HTTP on loopback. */
public final class FakeRegistry implements AutoCloseable {
  /** What happens to one request, before the registry's own answer. */
  public interface Mischief {
    /** Whether the request is answered already. */
    boolean meets(HttpExchange exchange) throws IOException;
  }

  /** A request as it arrived. */
  public record Seen(String path, Map<String, List<String>> headers) {
    /** The first value of a header, or an empty text. */
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  private record Body(String mediaType, byte[] bytes) {}

  private final HttpServer server;
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();
  private final List<Mischief> mischiefs = new CopyOnWriteArrayList<>();
  public final List<Seen> seen = new CopyOnWriteArrayList<>();

  public FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** {@code 127.0.0.1:PORT}. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public FakeRegistry with(Mischief mischief) {
    mischiefs.add(mischief);
    return this;
  }

  /** Serves the bytes under a path below {@code /v2/}. */
  public void put(String path, String mediaType, byte[] bytes) {
    bodies.put("/v2/" + path, new Body(mediaType, bytes));
  }

  public Digest blob(String repository, byte[] bytes) {
    put(repository + "/blobs/" + Digest.of(bytes), "application/octet-stream", bytes);
    return Digest.of(bytes);
  }

  public Digest manifest(String repository, String tag, String mediaType, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    put(repository + "/manifests/" + tag, mediaType, bytes);
    put(repository + "/manifests/" + Digest.of(bytes), mediaType, bytes);
    return Digest.of(bytes);
  }

  /** Requests for a path that ends so. */
  public List<Seen> requests(String end) {
    return seen.stream().filter(request -> request.path().endsWith(end)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      seen.add(
          new Seen(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders())));
      for (Mischief mischief : mischiefs) {
        if (mischief.meets(exchange)) {
          return;
        }
      }
      serve(exchange);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Body body = bodies.get(exchange.getRequestURI().toString());
    if (body == null) {
      send(exchange, 404, "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", body.mediaType());
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, body.bytes());
      return;
    }
    int start = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    int size = body.bytes().length;
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + start + "-" + (size - 1) + "/" + size);
    send(exchange, 206, Arrays.copyOfRange(body.bytes(), start, size));
  }

  public static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Promises all the bytes, sends some of them, and cuts the line. */
  public static void cut(HttpExchange exchange, byte[] bytes, int after) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes, 0, after);
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

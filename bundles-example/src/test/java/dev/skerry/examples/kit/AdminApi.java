package dev.skerry.examples.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The admin API of a running {@code skerryd}, as a program of somebody else would use it. */
public final class AdminApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Site site;

  /** The API of this site. */
  public AdminApi(Site site) {
    this.site = site;
  }

  /** Imports from a path: the last line of the answer, {@code result} or {@code problem}. */
  public JsonNode importFrom(Path path) {
    String body = JSON.valueToTree(Map.of("paths", List.of(path.toString()))).toString();
    String answer = send(request("imports").POST(BodyPublishers.ofString(body)).build());
    return read(answer.lines().toList().getLast());
  }

  /** A report. */
  public JsonNode report(String name) {
    return read(send(request(name).build()));
  }

  /** Reads JSON. */
  public static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  private HttpRequest.Builder request(String name) {
    try {
      String token = Files.readString(site.data().resolve("admin.token")).strip();
      return HttpRequest.newBuilder(URI.create("http://" + site.admin() + "/admin/v1/" + name))
          .header("Authorization", "Bearer " + token)
          .timeout(PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}

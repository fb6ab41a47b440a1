package dev.skerry.upstream.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server answered; the body is still on the line.
 *
 * @param uri that answered, after redirects
 */
record Answer(URI uri, int status, HttpHeaders headers, InputStream body) implements AutoCloseable {
  /** What of an error's body is worth showing. */
  private static final int EXCERPT = 300;

  static Answer of(HttpResponse<InputStream> response) {
    return new Answer(response.uri(), response.statusCode(), response.headers(), response.body());
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The media type without parameters. */
  String mediaType() {
    String type = header("Content-Type").orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
  }

  /** Reads a body that may have at most so many bytes; one byte more shows that it has more. */
  byte[] read(int max) throws IOException {
    return body.readNBytes(max + 1);
  }

  /** Where a partial answer begins, by its {@code Content-Range}. */
  OptionalLong rangeStart() {
    String range = header("Content-Range").orElse("");
    int dash = range.indexOf('-');
    if (!range.startsWith("bytes ") || dash < 0) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(range.substring("bytes ".length(), dash)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The beginning of an error's body on one line, for messages. */
  String excerpt() throws IOException {
    String text = new String(body.readNBytes(EXCERPT), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}

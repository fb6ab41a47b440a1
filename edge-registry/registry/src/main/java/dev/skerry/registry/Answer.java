package dev.skerry.registry;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with, before it is sent.
 *
 * @param status HTTP status
 * @param headers headers without those that every answer has
 */
record Answer(int status, Map<HeaderName, String> headers, Body body) {
  static final HeaderName DIGEST = HeaderNames.create("Docker-Content-Digest");

  Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The bytes of an answer. */
  sealed interface Body {
    /** Length in bytes, as Content-Length says. */
    long length();
  }

  /** Nothing but a length: what HEAD is answered with. */
  record Announced(long length) implements Body {}

  /** Bytes in memory. */
  record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** A part of an open file; whoever sends it closes it. */
  record FilePart(FileChannel file, long offset, long length) implements Body {}

  /** An answer without content. */
  static Answer empty(int status) {
    return new Answer(status, Map.of(), new Announced(0));
  }

  /** An answer with content of one type. */
  static Answer of(String contentType, byte[] body) {
    return new Answer(200, Map.of(HeaderNames.CONTENT_TYPE, contentType), new Bytes(body));
  }

  /** The same with one header more. */
  Answer with(HeaderName name, String value) {
    Map<HeaderName, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }
}

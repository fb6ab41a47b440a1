package dev.skerry.registry;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Serves stored bytes by the rules of HTTP (RFC 9110): validators, one range, HEAD. Manifests have
 * ranges too: containerd asks for {@code bytes=0-} of everything.
 */
final class ContentReply {
  /** Up to this size one write with the headers is cheaper than sendfile. */
  private static final int IN_MEMORY = 64 << 10;

  private final HeldContent held;

  ContentReply(HeldContent held) {
    this.held = held;
  }

  Answer reply(Content content, Call call) {
    if (call.header(HeaderNames.IF_NONE_MATCH).filter(m -> matches(m, content)).isPresent()) {
      return new Answer(304, headers(content), new Answer.Announced(0));
    }
    boolean ranged =
        !call.head() && call.header(HeaderNames.IF_RANGE).map(content.etag()::equals).orElse(true);
    String range = ranged ? call.header(HeaderNames.RANGE).orElse("") : "";
    return switch (RangeSpec.parse(range, content.size())) {
      case RangeSpec.Whole w -> answer(200, content, 0, content.size(), call.head());
      case RangeSpec.Part p ->
          answer(206, content, p.first(), p.length(), call.head())
              .with(
                  HeaderNames.CONTENT_RANGE,
                  "bytes " + p.first() + "-" + p.last() + "/" + content.size());
      case RangeSpec.Outside o ->
          Errors.answer(RegistryError.RANGE, range, "is outside " + content.size() + " bytes")
              .with(HeaderNames.CONTENT_RANGE, "bytes */" + content.size());
    };
  }

  private Answer answer(int status, Content content, long offset, long length, boolean head) {
    Answer.Body body;
    if (head || length == 0) {
      body = new Answer.Announced(length);
    } else if (length <= IN_MEMORY || content.verified().isPresent()) {
      body = new Answer.Bytes(held.read(content, offset, (int) length));
    } else {
      body = held.open(content, offset, length);
    }
    return new Answer(status, headers(content), body);
  }

  private static Map<HeaderName, String> headers(Content content) {
    Map<HeaderName, String> headers = new LinkedHashMap<>();
    headers.put(HeaderNames.CONTENT_TYPE, content.mediaType());
    headers.put(Answer.DIGEST, content.digest().toString());
    headers.put(HeaderNames.ETAG, content.etag());
    headers.put(HeaderNames.ACCEPT_RANGES, "bytes");
    return headers;
  }

  private static boolean matches(String header, Content content) {
    for (String tag : header.split(",", -1)) {
      String bare = tag.strip();
      bare = bare.startsWith("W/") ? bare.substring(2) : bare;
      if (bare.equals("*") || bare.equals(content.etag())) {
        return true;
      }
    }
    return false;
  }
}

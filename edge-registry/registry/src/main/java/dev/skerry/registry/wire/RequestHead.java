package dev.skerry.registry.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the head of a request says about the body behind it. Only one spelling of it is taken, that
 * of RFC 9112 without what it calls obsolete, so that nobody behind can read it differently.
 *
 * @param length bytes of the body; 0 when it is chunked
 * @param chunked whether it comes in chunks, which say their length themselves
 */
record RequestHead(long length, boolean chunked) {
  private static final String TOKEN = "[-!#$%&'*+.^_`|~0-9A-Za-z]{1,256}+";
  private static final Pattern START =
      Pattern.compile("[-_0-9A-Za-z]{1,32}+ [!-~]++ HTTP/[0-9]\\.[0-9]");
  private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):[\\t ]*+([\\t -~]*+)");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /**
   * Reads it.
   *
   * @param head all lines and the empty one behind them
   * @param chunks whether bodies may come in chunks
   * @throws RequestException when it is malformed, or a body comes in chunks that may not
   */
  static RequestHead of(byte[] head, boolean chunks) {
    String[] lines = new String(head, US_ASCII).split("\r\n");
    if (lines.length == 0 || !START.matcher(lines[0]).matches()) {
      throw refusal(Status.BAD_REQUEST_400, "the first line is malformed");
    }
    List<String> lengths = new ArrayList<>();
    List<String> codings = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      var header = HEADER.matcher(lines[i]);
      if (!header.matches()) {
        throw refusal(Status.BAD_REQUEST_400, "a header is malformed");
      }
      if (header.group(1).equalsIgnoreCase("Content-Length")) {
        lengths.add(header.group(2).strip());
      } else if (header.group(1).equalsIgnoreCase("Transfer-Encoding")) {
        codings.add(header.group(2).strip());
      }
    }
    return of(lengths, codings, chunks);
  }

  private static RequestHead of(List<String> lengths, List<String> codings, boolean chunks) {
    if (lengths.size() + codings.size() > 1) {
      throw refusal(Status.BAD_REQUEST_400, "the length of the body is said twice");
    }
    if (!codings.isEmpty()) {
      if (!chunks) {
        throw refusal(Status.LENGTH_REQUIRED_411, "a body comes with its length only");
      }
      if (!codings.getFirst().equalsIgnoreCase("chunked")) {
        throw refusal(Status.NOT_IMPLEMENTED_501, "the transfer coding is not known");
      }
      return new RequestHead(0, true);
    }
    String length = lengths.isEmpty() ? "0" : lengths.getFirst();
    if (!LENGTH.matcher(length).matches()) {
      throw refusal(Status.BAD_REQUEST_400, "the length of the body is no number");
    }
    return new RequestHead(Long.parseLong(length), false);
  }

  /** A refusal that Helidon answers, after which it closes the connection. */
  static RequestException refusal(Status status, String reason) {
    return RequestException.builder()
        .type(DirectHandler.EventType.BAD_REQUEST)
        .status(status)
        .setKeepAlive(false)
        .message(reason)
        .build();
  }
}

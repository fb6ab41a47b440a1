package dev.skerry.registry.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What arrives on a connection, handed to Helidon piece by piece: a head only when it is whole and
 * well-formed, a body as far as its length goes, and a body in chunks in chunks of our own. Helidon
 * 4.5.0 reads the line before a chunk, and then the chunk, into memory whatever their lengths.
 */
final class Incoming implements Supplier<byte @Nullable []> {
  /** Bytes of a head; clients of registries send some hundred. */
  static final int HEAD = 8 << 10;

  private static final int LINES = 100;
  private static final Status TOO_LONG = Status.create(431, "Request Header Fields Too Large");
  private static final Duration HEAD_TIME = Duration.ofSeconds(20);

  /** A body may pause so long in all, and a second more for each {@link #PACE} bytes of it. */
  private static final long PAUSE_SECONDS = 60;

  private static final long PACE = 1 << 10;
  private static final int CHUNK_LINE = 256;
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-fA-F]{1,15})[\\t ]*(?:;.*)?");
  private static final byte[] NOTHING = {};

  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int LINGER_BYTES = 4 << 20;

  private final DataReader raw;
  private final Connection connection;
  private final boolean chunks;

  /** Arrived and not handed on. */
  private byte[] held = NOTHING;

  /** Bytes of the body, or of the chunk, still to come. */
  private long left;

  private boolean chunked;
  private boolean refused;
  private long bodyBytes;
  private long waitedNanos;

  Incoming(DataReader raw, Connection connection, boolean chunks) {
    this.raw = raw;
    this.connection = connection;
    this.chunks = chunks;
  }

  /**
   * The next piece; null when the client has ended.
   *
   * @throws RequestException for what is malformed or too long
   * @throws CloseConnectionException when the client went away or was too slow
   */
  @Override
  public byte @Nullable [] get() {
    try {
      if (chunked) {
        return chunk();
      }
      return left > 0 ? body() : head();
    } catch (RequestException e) {
      refused = true;
      throw e;
    } finally {
      connection.working();
    }
  }

  private byte @Nullable [] head() {
    waitedNanos = 0;
    bodyBytes = 0;
    HeadEnd end = new HeadEnd();
    connection.idle();
    if (held.length == 0 && !more()) {
      return null;
    }
    connection.await(HEAD_TIME);
    while (!end.in(held)) {
      if (!more()) {
        throw new CloseConnectionException("the client ended within a head");
      }
    }
    byte[] head = take(end.length());
    RequestHead said = RequestHead.of(head, chunks);
    left = said.length();
    chunked = said.chunked();
    return head;
  }

  /** Looks for the empty line, on from where it stopped, and for what no head has. */
  private static final class HeadEnd {
    private int seen;
    private int line;
    private int lines;

    boolean in(byte[] bytes) {
      while (seen < bytes.length) {
        byte b = bytes[seen];
        boolean afterReturn = seen > line && bytes[seen - 1] == '\r';
        if (afterReturn != (b == '\n') || !allowed(b)) {
          throw RequestHead.refusal(Status.BAD_REQUEST_400, "the head is malformed");
        }
        seen++;
        if (seen > HEAD || lines > LINES) {
          throw RequestHead.refusal(
              TOO_LONG, "the head is longer than " + HEAD + " bytes or " + LINES + " lines");
        }
        if (b == '\n') {
          if (seen - line == 2) {
            return true;
          }
          line = seen;
          lines++;
        }
      }
      return false;
    }

    int length() {
      return seen;
    }

    private static boolean allowed(byte b) {
      return b >= ' ' && b != 0x7f || b == '\t' || b == '\r' || b == '\n';
    }
  }

  private byte @Nullable [] body() {
    if (held.length == 0 && !moreOfBody()) {
      return null;
    }
    byte[] piece = take((int) Math.min(left, held.length));
    left -= piece.length;
    return piece;
  }

  private byte @Nullable [] chunk() {
    if (left == 0) {
      left = chunkSize(line(CHUNK_LINE));
      if (left == 0) {
        end(line(0));
        chunked = false;
        return "0\r\n\r\n".getBytes(US_ASCII);
      }
    }
    byte[] piece = body();
    if (piece == null) {
      return null;
    }
    if (left == 0) {
      end(line(0));
    }
    byte[] size = (Integer.toHexString(piece.length) + "\r\n").getBytes(US_ASCII);
    byte[] whole = Arrays.copyOf(size, size.length + piece.length + 2);
    System.arraycopy(piece, 0, whole, size.length, piece.length);
    whole[whole.length - 2] = '\r';
    whole[whole.length - 1] = '\n';
    return whole;
  }

  private static long chunkSize(String line) {
    var size = CHUNK_SIZE.matcher(line);
    if (!size.matches()) {
      throw RequestHead.refusal(Status.BAD_REQUEST_400, "the length of a chunk is malformed");
    }
    return Long.parseLong(size.group(1), 16);
  }

  private static void end(String line) {
    if (!line.isEmpty()) {
      throw RequestHead.refusal(Status.BAD_REQUEST_400, "a chunk does not end with its length");
    }
  }

  /** Up to the end of the line, which is not among it. */
  private String line(int most) {
    int end = 0;
    while (end + 1 >= held.length || held[end] != '\r' || held[end + 1] != '\n') {
      if (end + 1 < held.length) {
        end++;
      } else if (!moreOfBody()) {
        throw new CloseConnectionException("the client ended within a body");
      }
      if (end > most) {
        throw RequestHead.refusal(Status.BAD_REQUEST_400, "the line of a chunk is too long");
      }
    }
    String line = new String(take(end), US_ASCII);
    take(2);
    return line;
  }

  private byte[] take(int length) {
    byte[] taken = length == held.length ? held : Arrays.copyOf(held, length);
    held = length == held.length ? NOTHING : Arrays.copyOfRange(held, length, held.length);
    return taken;
  }

  private boolean moreOfBody() {
    long before = System.nanoTime();
    int had = held.length;
    Duration most = Duration.ofSeconds(PAUSE_SECONDS + bodyBytes / PACE).minusNanos(waitedNanos);
    connection.await(most);
    boolean more = more();
    waitedNanos += System.nanoTime() - before;
    bodyBytes += held.length - had;
    return more;
  }

  private boolean more() {
    byte[] next;
    try {
      raw.ensureAvailable();
      next = raw.readBytes(raw.available());
    } catch (DataReader.InsufficientDataAvailableException e) {
      return false;
    }
    int had = held.length;
    held = Arrays.copyOf(held, had + next.length);
    System.arraycopy(next, 0, held, had, next.length);
    return true;
  }

  /**
   * After a refusal: reads a little of what is still coming, so that the client sees the answer and
   * not a reset.
   */
  void linger() {
    if (!refused) {
      return;
    }
    connection.await(LINGER);
    connection.finish();
    long read = 0;
    held = NOTHING;
    while (read < LINGER_BYTES && more()) {
      read += held.length;
      held = NOTHING;
    }
  }
}

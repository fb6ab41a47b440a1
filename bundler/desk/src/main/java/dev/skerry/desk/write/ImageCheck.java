package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.BundleImage.Segment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Optional;

/**
 * Compares bytes that come back in order with the archive that was to be written: headers and
 * documents byte by byte, bodies by their digests.
 */
final class ImageCheck {
  private static final int STEP = 64 * 1024;

  private final Iterator<Segment> segments;
  private final byte[] step = new byte[STEP];
  private final MessageDigest hash = Digest.sha256();
  private ByteBuffer expected = ByteBuffer.allocate(0);
  private Optional<BundleImage.Body> body = Optional.empty();
  private long bodyLeft;

  ImageCheck(BundleImage image) {
    segments = image.segments().iterator();
  }

  /**
   * Takes all that remains in the buffer.
   *
   * @return what is wrong in it or ends wrong in it, if anything
   */
  Optional<String> take(ByteBuffer bytes) {
    Optional<String> wrong = Optional.empty();
    while (wrong.isEmpty() && bytes.hasRemaining()) {
      if (bodyLeft > 0) {
        wrong = body(bytes);
      } else if (expected.hasRemaining()) {
        wrong = known(bytes);
      } else if (segments.hasNext()) {
        begin(segments.next());
      } else {
        return Optional.of("there is more than was written");
      }
    }
    return wrong;
  }

  private void begin(Segment segment) {
    switch (segment) {
      case BundleImage.Known known -> expected = ByteBuffer.wrap(known.bytes());
      case BundleImage.Header header -> expected = ByteBuffer.wrap(header.bytes());
      case BundleImage.Zeros zeros ->
          expected = ByteBuffer.allocate(Math.toIntExact(zeros.length()));
      case BundleImage.Body next -> {
        body = Optional.of(next);
        bodyLeft = next.length();
      }
    }
  }

  private Optional<String> known(ByteBuffer bytes) {
    int n = Math.min(bytes.remaining(), expected.remaining());
    int mismatch =
        bytes.slice(bytes.position(), n).mismatch(expected.slice(expected.position(), n));
    bytes.position(bytes.position() + n);
    expected.position(expected.position() + n);
    return mismatch < 0 ? Optional.empty() : Optional.of("a header or document differs");
  }

  private Optional<String> body(ByteBuffer bytes) {
    int n = (int) Math.min(Math.min(STEP, bytes.remaining()), bodyLeft);
    bytes.get(step, 0, n);
    hash.update(step, 0, n);
    bodyLeft -= n;
    if (bodyLeft > 0) {
      return Optional.empty();
    }
    Digest wanted = body.orElseThrow().digest();
    Digest found = Digest.of(hash);
    return found.equals(wanted)
        ? Optional.empty()
        : Optional.of("the blob " + wanted + " ends there and has the digest " + found);
  }
}

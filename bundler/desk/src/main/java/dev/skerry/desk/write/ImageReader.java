package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * Makes the archive's bytes: headers and documents from memory, bodies from the content store, each
 * hashed while it is copied and compared with its digest. For one thread.
 */
final class ImageReader {
  private static final int STEP = 64 * 1024;

  private final Function<Digest, Path> blobs;
  private final Pipe pipe;
  private final byte[] step = new byte[STEP];
  private final MessageDigest hash = Digest.sha256();
  private ByteBuffer buffer;

  ImageReader(Function<Digest, Path> blobs, Pipe pipe) {
    this.blobs = blobs;
    this.pipe = pipe;
    buffer = pipe.take();
  }

  /** Sends the whole archive through the pipe. */
  void read(BundleImage image) {
    for (BundleImage.Segment segment : image.segments()) {
      switch (segment) {
        case BundleImage.Known known -> bytes(known.bytes());
        case BundleImage.Header header -> bytes(header.bytes());
        case BundleImage.Zeros zeros -> bytes(new byte[Math.toIntExact(zeros.length())]);
        case BundleImage.Body body -> body(body);
      }
    }
    pipe.put(buffer);
  }

  private void bytes(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      int n = Math.min(bytes.length - done, room());
      buffer.put(bytes, done, n);
      done += n;
    }
  }

  private int room() {
    if (!buffer.hasRemaining()) {
      pipe.put(buffer);
      buffer = pipe.take();
    }
    return buffer.remaining();
  }

  private void body(BundleImage.Body body) {
    Path file = blobs.apply(body.digest());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long left = body.length();
      while (left > 0) {
        int begin = buffer.capacity() - room();
        buffer.limit((int) Math.min(buffer.capacity(), begin + left));
        int n = channel.read(buffer);
        buffer.limit(buffer.capacity());
        if (n < 0) {
          throw rotted(file, "ends " + left + " bytes too early");
        }
        hash(begin, n);
        left -= n;
      }
    } catch (IOException e) {
      throw rotted(file, "cannot be read: " + Reasons.of(e));
    }
    Digest found = Digest.of(hash);
    if (!found.equals(body.digest())) {
      throw rotted(file, "has other bytes now: their digest is " + found);
    }
  }

  /** A direct buffer is hashed fastest through a heap array. */
  private void hash(int begin, int length) {
    for (int done = 0; done < length; done += STEP) {
      int n = Math.min(STEP, length - done);
      buffer.get(begin + done, step, 0, n);
      hash.update(step, 0, n);
    }
  }

  private static SkerryException rotted(Path file, String reason) {
    return new SkerryException(WriteError.CONTENT_ROTTED, file.toString(), reason);
  }
}

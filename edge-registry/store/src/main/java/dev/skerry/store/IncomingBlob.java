package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The caller's end of one blob: fills buffers of the ring and hands them over. */
final class IncomingBlob implements Intake.Quarantined {
  private final IntakePipeline pipeline;
  private final Incoming file;
  private @Nullable ByteBuffer filling;
  private long taken;
  private boolean open = true;

  IncomingBlob(IntakePipeline pipeline, Incoming file) {
    this.pipeline = pipeline;
    this.file = file;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public void write(ByteBuffer bytes) {
    requireOpen();
    taken += bytes.remaining();
    if (taken > file.size()) {
      throw wrong("more bytes arrive than its %,d".formatted(file.size()));
    }
    while (bytes.hasRemaining()) {
      ByteBuffer buffer = filling == null ? pipeline.takeBuffer() : filling;
      filling = buffer;
      int count = Math.min(buffer.remaining(), bytes.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
      if (!buffer.hasRemaining()) {
        handOver(buffer);
      }
    }
  }

  @Override
  public void finish(Digest verified) {
    requireOpen();
    if (taken != file.size()) {
      throw wrong("ended after %,d bytes of %,d".formatted(taken, file.size()));
    }
    if (!verified.equals(file.digest())) {
      throw wrong("its bytes have the digest " + verified);
    }
    if (filling != null) {
      handOver(filling);
    }
    pipeline.end(file);
    open = false;
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    if (filling != null) {
      pipeline.giveBack(filling);
      filling = null;
    }
    pipeline.drop(file);
  }

  private void handOver(ByteBuffer buffer) {
    buffer.flip();
    filling = null;
    pipeline.write(file, buffer);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("ended already: " + file.digest());
    }
  }

  private SkerryException wrong(String reason) {
    return new SkerryException(StoreError.WRONG_BYTES, file.digest().toString(), reason);
  }
}

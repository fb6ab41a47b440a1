package dev.skerry.registry.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;

/** Writes of a connection: each has its time, for a client that does not read ends none. */
final class WatchedWriter implements DataWriter {
  /** For one buffer, at most 256 KiB, or for one step of a {@link Stepwise} one. */
  private static final Duration SEND = Duration.ofMinutes(2);

  private final DataWriter writer;
  private final Connection connection;

  WatchedWriter(DataWriter writer, Connection connection) {
    this.writer = writer;
    this.connection = connection;
  }

  @Override
  public void write(BufferData... buffers) {
    timed(() -> writer.write(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    timed(() -> writer.write(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    timed(() -> writer.writeNow(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    if (buffer instanceof Stepwise stepwise) {
      stepwise.beforeEachStep(() -> connection.await(SEND));
    }
    timed(() -> writer.writeNow(buffer));
  }

  private void timed(Runnable write) {
    connection.await(SEND);
    try {
      write.run();
    } finally {
      connection.working();
    }
  }

  @Override
  public void flush() {
    timed(writer::flush);
  }

  @Override
  public void close() {
    writer.close();
  }
}

package dev.skerry.registry;

import io.helidon.common.GenericType;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProviderContext;

/**
 * Sends a part of a file by sendfile over plain HTTP, with Helidon's public interfaces only. Status
 * and headers are set before; Helidon goes on to keep the state of response and connection.
 */
final class FileSink implements Sink<Answer.FilePart> {
  static final GenericType<FileSink> TYPE = GenericType.create(FileSink.class);
  private final SinkProviderContext context;

  FileSink(SinkProviderContext context) {
    this.context = context;
    // Marks the response as streamed; nothing is ever written to this stream.
    var _ = context.serverResponse().outputStream();
  }

  @Override
  public FileSink emit(Answer.FilePart part) {
    context.flushHeaders();
    context.connectionContext().dataWriter().writeNow(new FileBody(part));
    return this;
  }

  /** The response is complete; not to be called when {@link #emit} threw. */
  @Override
  public void close() {
    context.closeRunnable().run();
  }
}

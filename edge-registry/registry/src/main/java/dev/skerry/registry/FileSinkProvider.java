package dev.skerry.registry;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** How Helidon finds the file sink; loaded as a service. */
public final class FileSinkProvider implements SinkProvider<Answer.FilePart> {
  @Override
  public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
    return FileSink.TYPE.equals(type);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Helidon declares it
  public <X extends Sink<Answer.FilePart>> X create(SinkProviderContext context) {
    return (X) new FileSink(context);
  }

  @Override
  @SuppressWarnings({"deprecation", "removal", "TypeParameterUnusedInFormals"})
  public <X extends Sink<Answer.FilePart>> X create(
      ServerResponse response, BiConsumer<Object, MediaType> writer, Runnable close) {
    throw new UnsupportedOperationException("Helidon 4.5 creates sinks with a context");
  }
}

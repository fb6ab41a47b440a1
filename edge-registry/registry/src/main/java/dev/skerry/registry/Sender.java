package dev.skerry.registry;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Map;

/** Writes an answer to the client: sendfile over plain HTTP, large copies under TLS. */
final class Sender {
  private static final int TLS_BUFFER = 256 << 10;

  private Sender() {}

  static void send(ServerRequest request, ServerResponse response, Answer answer, boolean head) {
    response.status(Status.create(answer.status()));
    for (Map.Entry<HeaderName, String> header : answer.headers().entrySet()) {
      response.header(header.getKey(), header.getValue());
    }
    response.header(HeaderNames.CONTENT_LENGTH, Long.toString(answer.body().length()));
    switch (answer.body()) {
      case Answer.Announced a -> response.send();
      case Answer.Bytes b when head -> response.send();
      case Answer.Bytes b -> response.send(b.bytes());
      case Answer.FilePart part -> sendFile(request, response, part);
    }
  }

  private static void sendFile(
      ServerRequest request, ServerResponse response, Answer.FilePart part) {
    try (FileChannel file = part.file()) {
      if (request.isSecure()) {
        copy(response, file, part);
      } else {
        FileSink sink = response.sink(FileSink.TYPE);
        sink.emit(part);
        sink.close();
      }
    } catch (IOException e) {
      throw new ServerConnectionException("response aborted", e);
    }
  }

  private static void copy(ServerResponse response, FileChannel file, Answer.FilePart part)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(TLS_BUFFER, part.length())];
    try (InputStream in =
            Channels.newInputStream(new FileRegion(file, part.offset(), part.length()));
        OutputStream out = response.outputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }
}

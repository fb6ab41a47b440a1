package dev.skerry.upstream.registry;

import dev.skerry.format.Limits;
import dev.skerry.format.Progress;
import dev.skerry.upstream.content.BlobWriter;
import java.io.IOException;
import java.util.Map;

/** A blob's bytes from the line into the store, going on in the middle where both sides can. */
final class Transfer {
  private Transfer() {}

  /** Asks for what is missing. */
  static Map<String, String> headers(BlobWriter writer) {
    return writer.position() == 0 ? Map.of() : Map.of("Range", "bytes=" + writer.position() + "-");
  }

  /** Takes a whole or partial answer; a registry that cannot go on begins again. */
  static void receive(
      RegistryClient client, String what, Answer answer, BlobWriter writer, Progress progress)
      throws IOException {
    switch (answer.status()) {
      case 200 -> restart(writer, progress);
      case 206 -> {
        if (answer.rangeStart().orElse(-1) != writer.position()) {
          restart(writer, progress);
          throw new IOException(
              "asked to go on in the middle, the registry sent "
                  + answer.header("Content-Range").orElse("no Content-Range"));
        }
      }
      case 416 -> {
        restart(writer, progress);
        throw new IOException("the registry cannot go on in the middle (416)");
      }
      default -> throw client.refuse(what, answer);
    }
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    try (StallGuard guard = new StallGuard(answer.body())) {
      for (int n = answer.body().read(buffer); n >= 0; n = answer.body().read(buffer)) {
        guard.moved();
        writer.write(buffer, n);
        progress.advance(n);
      }
    }
  }

  private static void restart(BlobWriter writer, Progress progress) {
    if (writer.position() > 0) {
      progress.advance(-writer.position());
      writer.restart();
    }
  }
}

package dev.skerry.examples.kit;

import dev.skerry.format.document.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Copies of a stick with a small bundle that somebody changed. */
public final class Forged {
  private static final String ENVELOPE = "bundle.dsse.json";

  private Forged() {}

  /** A stick on which the signed envelope is another. */
  public static Path envelope(Path stick, UnaryOperator<String> change) {
    return member(stick, ENVELOPE, change);
  }

  /** A stick on which a member is another. */
  public static Path member(Path stick, String name, UnaryOperator<String> change) {
    return archive(
        stick,
        archive -> {
          Archive.Member member = archive.member(name);
          member.body(change.apply(member.text()));
        });
  }

  /** Changes what a statement says; from then on nobody has signed it. */
  public static void payload(Path statement, UnaryOperator<String> change) throws IOException {
    Envelope signed = Envelope.parse(Files.readAllBytes(statement), statement.toString());
    String text = new String(signed.payload(), StandardCharsets.UTF_8);
    String other = change.apply(text);
    if (other.equals(text)) {
      throw new IllegalStateException("nothing was changed");
    }
    byte[] payload = other.getBytes(StandardCharsets.UTF_8);
    Files.write(statement, Envelope.unsigned(signed.payloadType(), payload).bytes());
  }

  /** A stick with another archive. */
  public static Path archive(Path stick, Consumer<Archive> change) {
    try (var bundles = Files.newDirectoryStream(stick, "*.skerry")) {
      Path file = bundles.iterator().next();
      byte[] good = Files.readAllBytes(file);
      Archive archive = new Archive(good);
      change.accept(archive);
      byte[] bad = archive.fitTail().bytes();
      if (Arrays.equals(good, bad)) {
        throw new IllegalStateException("nothing was changed");
      }
      Path forged = Files.createTempDirectory(stick.resolveSibling(""), "forged");
      Files.write(forged.resolve(String.valueOf(file.getFileName())), bad);
      return forged;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.skerry.site;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The receipts in {@code DATA/receipts}: what this gateway said and does not find in its database.
 */
final class KeptReceipts {
  private static final Pattern NAME = Pattern.compile(".+-(?<number>[0-9]{6,15})\\.dsse\\.json");

  private final Path folder;

  private KeptReceipts(Path folder) {
    this.folder = folder;
  }

  static Path folder(EmbeddedStore store) {
    return store.data().resolve("receipts");
  }

  static KeptReceipts of(EmbeddedStore store) {
    return new KeptReceipts(folder(store));
  }

  /** The one with the highest number; empty before the first, and where it cannot be read. */
  Optional<Receipt> newest() {
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> newest =
          files
              .filter(file -> number(file) > 0)
              .max(Comparator.comparingLong(KeptReceipts::number));
      return newest.isPresent() ? Optional.of(read(newest.get())) : Optional.empty();
    } catch (IOException | SkerryException e) {
      // Without it the log alone says what was accepted.
      return Optional.empty();
    }
  }

  private static Receipt read(Path file) throws IOException {
    return Receipt.of(Envelope.parse(Files.readAllBytes(file), "receipt"));
  }

  private static long number(Path file) {
    Matcher m = NAME.matcher(String.valueOf(file.getFileName()));
    return m.matches() ? Long.parseLong(m.group("number")) : 0;
  }
}

package dev.skerry.site;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
  private volatile Optional<Look> last = Optional.empty();

  /** The newest, and when the folder had changed by then. */
  private record Look(FileTime changed, Receipt newest) {}

  private KeptReceipts(Path folder) {
    this.folder = folder;
  }

  static Path folder(EmbeddedStore store) {
    return store.data().resolve("receipts");
  }

  static KeptReceipts of(EmbeddedStore store) {
    return new KeptReceipts(folder(store));
  }

  /**
   * The one with the highest number; empty before the first, and where it cannot be read. There may
   * be thousands, and whoever asks whether a site is ready asks this: the folder is listed again
   * only once it has changed.
   */
  Optional<Receipt> newest() {
    try {
      FileTime changed = Files.getLastModifiedTime(folder);
      if (last.filter(look -> look.changed().equals(changed) && !outdated(look)).isEmpty()) {
        last = look(changed);
      }
      return last.map(Look::newest);
    } catch (IOException | SkerryException e) {
      // Without it the log alone says what was accepted.
      return Optional.empty();
    }
  }

  /** One that came in the same tick of the file system's clock has the next number. */
  private boolean outdated(Look look) {
    Receipt newest = look.newest();
    return Files.exists(folder.resolve(Receipts.name(newest.site(), newest.number() + 1)));
  }

  private Optional<Look> look(FileTime changed) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> newest =
          files
              .filter(file -> number(file) > 0)
              .max(Comparator.comparingLong(KeptReceipts::number));
      return newest.isPresent()
          ? Optional.of(new Look(changed, read(newest.get())))
          : Optional.empty();
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

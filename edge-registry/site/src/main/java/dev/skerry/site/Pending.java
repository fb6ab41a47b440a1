package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import dev.skerry.store.StoreError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What waits in {@code DATA/pending} between two sittings of one import: the beginning of the
 * archive, from which everything is judged again, and the pieces of blobs that a volume's edge cuts
 * (format section 7).
 */
final class Pending {
  private static final int MAX_FILES = 10_000;
  private static final int BUFFER = 256 * 1024;
  private static final String UNFINISHED = "unfinished";
  private static final Pattern BEGINNING = Pattern.compile("begin-([0-9]{1,19})-(.+)");
  private static final Pattern PIECE =
      Pattern.compile("piece-([0-9a-f]{64})-([0-9]{1,19})-([0-9]{1,19})");

  private final Path folder;
  private final Disk disk;

  Pending(Path data, Disk disk) {
    this.folder = data.resolve("pending");
    this.disk = disk;
  }

  /** Fills a file that is being written. */
  interface Filling {
    /** Hands all bytes over, in order. */
    void fill(Consumer<ByteBuffer> out);
  }

  /**
   * A piece of a blob.
   *
   * @param from its first byte in the blob
   * @param to the byte after its last
   */
  record Piece(Path file, long from, long to) {}

  /** The beginning that was kept of this bundle, by the name of its files. */
  Optional<BundleSource.Prefix> beginning(BundleFiles files) {
    for (String name : names()) {
      Matcher beginning = BEGINNING.matcher(name);
      if (beginning.matches() && beginning.group(2).equals(files.name())) {
        long volumeSize = Long.parseLong(beginning.group(1));
        return Optional.of(new BundleSource.Prefix(volumeSize, folder.resolve(name)));
      }
    }
    return Optional.empty();
  }

  /**
   * This bundle takes the place of another one: what waited of that goes. Whoever writes a stick
   * gives files what names he likes, so it is the bytes that tell one bundle from another.
   *
   * @param length of its beginning in bytes
   */
  void dropOthers(BundleSource source, long length) {
    if (beginning(source.files()).filter(kept -> same(kept, source, length)).isEmpty()) {
      clear();
    }
  }

  private static boolean same(BundleSource.Prefix kept, BundleSource source, long length) {
    try (InputStream in = Files.newInputStream(kept.file())) {
      boolean same = kept.volumeSize() == source.volumeSize() && Files.size(kept.file()) == length;
      for (long at = 0; same && at < length; at += BUFFER) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BUFFER, length - at));
        source.read(bytes, at);
        same = Arrays.equals(in.readNBytes(bytes.capacity()), bytes.array());
      }
      return same;
    } catch (IOException e) {
      return false;
    }
  }

  /** Keeps the beginning of an admitted bundle. */
  void keepBeginning(BundleSource source, long length) {
    if (beginning(source.files()).isPresent()) {
      return;
    }
    write(
        "begin-" + source.volumeSize() + "-" + source.files().name(),
        out -> {
          ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
          for (long at = 0; at < length; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER, length - at));
            source.read(buffer, at);
            out.accept(buffer.flip());
          }
        });
  }

  /** Keeps a piece unless it is kept already. */
  void keepPiece(Digest blob, long from, long to, Filling filling) {
    String name = "piece-" + blob.hex() + "-" + from + "-" + to;
    if (!names().contains(name)) {
      write(name, filling);
    }
  }

  /** The pieces of a blob by their first byte; of those that begin alike the longest. */
  SortedMap<Long, Piece> pieces(Digest blob) {
    SortedMap<Long, Piece> pieces = new TreeMap<>();
    for (String name : names()) {
      Matcher piece = PIECE.matcher(name);
      if (piece.matches() && piece.group(1).equals(blob.hex())) {
        long from = Long.parseLong(piece.group(2));
        long to = Long.parseLong(piece.group(3));
        pieces.merge(
            from,
            new Piece(folder.resolve(name), from, to),
            (one, other) -> one.to() >= other.to() ? one : other);
      }
    }
    return pieces;
  }

  /** Removes a piece that turned out wrong. */
  void drop(Piece piece) {
    delete(String.valueOf(piece.file().getFileName()));
  }

  /** Removes everything: the import is complete, or another bundle takes its place. */
  void clear() {
    names().forEach(this::delete);
  }

  private void delete(String name) {
    try {
      disk.delete(folder.resolve(name));
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  private List<String> names() {
    try {
      return disk.list(folder, MAX_FILES);
    } catch (IOException e) {
      throw failed("", e);
    }
  }

  private void write(String name, Filling filling) {
    Path unfinished = folder.resolve(UNFINISHED);
    try {
      disk.createFolders(folder);
      try (Disk.Out out = disk.create(unfinished)) {
        long[] position = {0};
        filling.fill(bytes -> {
          int count = bytes.remaining();
          append(out, bytes, position[0]);
          position[0] += count;
        });
        out.force(true);
      }
      disk.rename(unfinished, folder.resolve(name));
      disk.forceFolder(folder);
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  private void append(Disk.Out out, ByteBuffer bytes, long position) {
    try {
      out.write(bytes, position);
    } catch (IOException e) {
      throw failed(UNFINISHED, e);
    }
  }

  private SkerryException failed(String name, IOException cause) {
    return new SkerryException(
        StoreError.DISK,
        folder.resolve(name).toString(),
        "cannot be written or removed: " + cause.getMessage(),
        cause);
  }
}

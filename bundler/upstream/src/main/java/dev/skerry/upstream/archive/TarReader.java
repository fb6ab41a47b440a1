package dev.skerry.upstream.archive;

import dev.skerry.format.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Other people's tars by name, without extracting anything: names are keys here, never paths. Many
 * members may be read at once.
 */
public final class TarReader implements AutoCloseable {
  private final PlainTar plain;
  private final FileChannel channel;
  private final Map<String, TarArchiveEntry> entries;

  /** Opens an archive, compressed or not, and reads all its headers. */
  public TarReader(Path file) throws IOException {
    this.plain = PlainTar.of(file);
    this.entries = headers(plain.file());
    this.channel = FileChannel.open(plain.file(), StandardOpenOption.READ);
  }

  private static Map<String, TarArchiveEntry> headers(Path file) throws IOException {
    Map<String, TarArchiveEntry> entries = new HashMap<>();
    try (TarFile tar = new TarFile(file)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        if (entries.put(plainName(entry.getName()), entry) != null && entry.isFile()) {
          throw new IOException("has two members named " + entry.getName());
        }
        if (entries.size() > 2 * Limits.V1.blobs()) {
          throw new IOException("has more than " + 2 * Limits.V1.blobs() + " members");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("is no sound tar: " + e.getMessage(), e);
    }
    return entries;
  }

  private static String plainName(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }

  /** Whether it has a file of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** A member's size in bytes. */
  public long size(String name) throws IOException {
    return file(name).getSize();
  }

  /** A member from its first byte. */
  public InputStream open(String name) throws IOException {
    TarArchiveEntry entry = file(name);
    return new Slice(channel, entry.getDataOffset(), entry.getSize());
  }

  /** {@code docker save} writes a layer that stands twice as a link to the first. */
  private TarArchiveEntry file(String name) throws IOException {
    TarArchiveEntry entry = entries.get(name);
    if (entry != null && (entry.isSymbolicLink() || entry.isLink())) {
      String target =
          entry.isLink()
              ? entry.getLinkName()
              : Path.of(name).resolveSibling(entry.getLinkName()).normalize().toString();
      entry = entries.get(plainName(target));
    }
    if (entry == null) {
      throw new NoSuchFileException(name);
    }
    if (!entry.isFile() || entry.isSparse()) {
      throw new IOException("has " + name + " as something else than a plain file");
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    try (plain) {
      channel.close();
    }
  }
}

package dev.skerry.upstream.rootfs;

import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.rootfs.FileEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Packs a root filesystem: names ascending bytewise and kept to the byte, numeric owners, modes,
 * times in seconds, links, hard links, devices, FIFOs and extended attributes. What ustar has no
 * room for goes into PAX records (POSIX.1-2001; {@code SCHILY.xattr.*} as GNU tar and libarchive
 * write it).
 */
final class FolderTar {
  private static final int MOST_ENTRIES = 5_000_000;
  private static final int MOST_IN_FOLDER = 1_000_000;

  private final Path root;
  private final TarArchiveOutputStream tar;
  private final Map<String, String> hardLinks = new HashMap<>();
  private int entries;

  private FolderTar(Path root, TarArchiveOutputStream tar) {
    this.root = root;
    this.tar = tar;
  }

  /** Writes the tar, its end included; leaves the stream open. */
  static void write(Path root, OutputStream out) throws IOException {
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(out, StandardCharsets.ISO_8859_1.name());
    // Everything beyond ustar has its PAX record already when the entry is put.
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_TRUNCATE);
    FolderTar folder = new FolderTar(root, tar);
    folder.add(root, "./");
    folder.children(root, "");
    tar.finish();
  }

  private void children(Path folder, String prefix) throws IOException {
    SortedMap<String, Path> children = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        children.put(RawNames.last(child), child);
        if (children.size() > MOST_IN_FOLDER) {
          throw refuse(folder, "has more than " + MOST_IN_FOLDER + " entries");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Map.Entry<String, Path> entry : children.entrySet()) {
      String name = entry.getKey();
      Path child = entry.getValue();
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        add(child, prefix + name + "/");
        children(child, prefix + name + "/");
      } else {
        add(child, prefix + name);
      }
    }
  }

  private void add(Path path, String name) throws IOException {
    FileEntry file = FileEntry.of(path);
    Kind kind = kind(file);
    if (kind == Kind.SOCKET) {
      return;
    }
    if (++entries > MOST_ENTRIES) {
      throw refuse(root, "has more than " + MOST_ENTRIES + " entries");
    }
    Whiteouts.refuse(path.toString(), name);
    String first = kind == Kind.FILE && file.links() > 1 ? first(file, name) : name;
    boolean repeated = !first.equals(name);
    String target = repeated ? first : file.target().orElse("");
    if (file.size() > Limits.V1.member()) {
      throw refuse(path, "has " + file.size() + " bytes, 8 GiB or more");
    }
    Optional<byte[]> records = Pax.of(name, target, file);
    if (records.isPresent()) {
      putPax(records.get());
    }
    TarArchiveEntry entry =
        new TarArchiveEntry(name, repeated ? TarConstants.LF_LINK : kind.flag());
    describe(entry, file, target);
    entry.setSize(kind == Kind.FILE && !repeated ? file.size() : 0);
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }

  private static Kind kind(FileEntry file) {
    try {
      return file.kind();
    } catch (IOException e) {
      throw refuse(file.path(), String.valueOf(e.getMessage()));
    }
  }

  private String first(FileEntry file, String name) {
    return hardLinks.computeIfAbsent(file.identity(), key -> name);
  }

  private static void describe(TarArchiveEntry entry, FileEntry file, String target) {
    entry.setMode(file.mode() & 07777);
    entry.setIds(Pax.fits(file.uid()) ? file.uid() : 0, Pax.fits(file.gid()) ? file.gid() : 0);
    entry.setUserName("");
    entry.setGroupName("");
    entry.setModTime(FileTime.from(Math.max(0, file.seconds()), TimeUnit.SECONDS));
    entry.setLinkName(target);
    entry.setDevMajor(file.major());
    entry.setDevMinor(file.minor());
  }

  private void putPax(byte[] records) throws IOException {
    TarArchiveEntry pax =
        new TarArchiveEntry("PaxHeaders/" + entries, TarConstants.LF_PAX_EXTENDED_HEADER_LC);
    pax.setModTime(0L);
    pax.setSize(records.length);
    tar.putArchiveEntry(pax);
    tar.write(records);
    tar.closeArchiveEntry();
  }

  private static SkerryException refuse(Path path, String reason) {
    return new SkerryException(UpstreamError.ROOTFS, path.toString(), reason);
  }
}

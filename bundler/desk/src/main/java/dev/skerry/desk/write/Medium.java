package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.archive.VolumeNames;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that a bundle is written into. Other bundles in it are never touched. */
final class Medium {
  /** Ends the name of a volume that is not whole yet. */
  static final String PART = ".part";

  private static final int MOST_FILES = 100_000;
  private static final long LARGEST_ON_FAT = 0xffff_ffffL;
  private static final Set<String> FAT = Set.of("vfat", "msdos", "FAT32", "fat32");

  private final Path folder;
  private final String bundle;

  Medium(Path folder, String bundle) {
    this.folder = folder;
    this.bundle = bundle;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Refuses what is no folder: it is never made, for a stick that is not mounted looks so too. */
  void requireFolder() {
    if (!Files.isDirectory(folder)) {
      throw new SkerryException(
          WriteError.NO_FOLDER,
          folder.toString(),
          Files.exists(folder) ? "is no folder" : "is not there");
    }
  }

  /** Refuses volumes that this file system cannot hold. */
  void refuseLarge(long volumeSize) {
    try {
      String type = Files.getFileStore(folder).type();
      if (FAT.contains(type) && volumeSize > LARGEST_ON_FAT) {
        throw new SkerryException(
            WriteError.VOLUME_SIZE,
            "--volume-size",
            "is " + volumeSize + ", but " + type + " holds files of at most " + LARGEST_ON_FAT);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /**
   * Refuses a folder that holds another bundle of this name.
   *
   * @throws SkerryException {@link WriteError#OTHER_BUNDLE}
   */
  void refuseOther(Digest statement) {
    for (Path file : own()) {
      Optional<Digest> there = statementIn(file);
      if (there.isPresent() && !there.get().equals(statement)) {
        throw new SkerryException(
            WriteError.OTHER_BUNDLE,
            file.toString(),
            "is another bundle of the same name: its statement is %s, this one's %s"
                .formatted(there.get(), statement));
      }
    }
  }

  /** What the envelope at the beginning of a file says; empty in the middle of an archive. */
  private static Optional<Digest> statementIn(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(UstarHeader.BLOCK);
      byte[] name = (MemberName.ENVELOPE + "\0").getBytes(StandardCharsets.US_ASCII);
      if (header.length < UstarHeader.BLOCK
          || !Arrays.equals(header, 0, name.length, name, 0, name.length)) {
        return Optional.empty();
      }
      String octal = new String(header, 124, 11, StandardCharsets.US_ASCII);
      int size = octal.matches("0{3}[0-7]{8}") ? Integer.parseInt(octal, 8) : 0;
      byte[] body = in.readNBytes(Math.min(size, Limits.V1.envelope()));
      return Optional.of(Envelope.parse(body, file.toString()).payloadDigest());
    } catch (SkerryException cut) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Removes files of this bundle that the new writing does not use; they would mislead. */
  void removeStale(Set<String> used) {
    for (Path file : own()) {
      String name = String.valueOf(file.getFileName());
      if (!used.contains(name) && !used.contains(withoutPart(name))) {
        delete(file);
      }
    }
    delete(file(VolumeNames.listName(bundle)));
  }

  /**
   * Refuses a medium that is too small, before the first byte.
   *
   * @throws SkerryException {@link WriteError#NO_SPACE}
   */
  void requireSpace(long bytes) {
    long needed = bytes + bytes / 100 + VolumeNames.MOST;
    try {
      long there = 0;
      for (Path file : own()) {
        there += Files.size(file);
      }
      long usable = Files.getFileStore(folder).getUsableSpace() + Math.min(there, bytes);
      if (usable < needed) {
        throw new SkerryException(
            WriteError.NO_SPACE,
            folder.toString(),
            "has %,d bytes free, %,d are needed (the bundle and 1 %%)".formatted(usable, needed));
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** Volumes of this bundle, whole and not. */
  private List<Path> own() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(MOST_FILES).filter(this::isOwn).sorted().toList();
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private boolean isOwn(Path file) {
    return VolumeNames.parse(withoutPart(String.valueOf(file.getFileName())))
        .filter(volume -> volume.bundle().equals(bundle))
        .isPresent();
  }

  private static String withoutPart(String name) {
    return name.endsWith(PART) ? name.substring(0, name.length() - PART.length()) : name;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** After it the names in the folder survive that the stick is pulled out. */
  void force() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  static SkerryException failed(Path file, IOException e) {
    return new SkerryException(
        WriteError.STICK_FAILED, file.toString(), "failed: " + Reasons.of(e), e);
  }
}

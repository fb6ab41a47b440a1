package dev.skerry.format.archive;

import dev.skerry.format.error.SkerryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Random access to the archive that the volumes of a bundle make together, in place and read only.
 * All volumes but the last are as long as the first (format section 7), so a position means the
 * same whichever volumes are there. Reads may come from several threads.
 */
public final class BundleSource implements Closeable {
  private final MediumFiles medium;
  private final BundleFiles files;
  private final SortedMap<Integer, Volume> volumes;
  private final Prefix prefix;
  private final long volumeSize;

  private BundleSource(
      MediumFiles medium,
      BundleFiles files,
      SortedMap<Integer, Volume> volumes,
      Prefix prefix,
      long volumeSize) {
    this.medium = medium;
    this.files = files;
    this.volumes = volumes;
    this.prefix = prefix;
    this.volumeSize = volumeSize;
  }

  /**
   * The beginning of an archive that was kept from an earlier sitting.
   *
   * @param volumeSize size of volume 1 then, in bytes
   * @param bytes the archive up to the end of group 4
   */
  public record Prefix(long volumeSize, byte[] bytes) {
    /** Nothing was kept. */
    public static final Prefix NONE = new Prefix(0, new byte[0]);
  }

  private record Volume(Path path, MediumFiles.Opened file, long size) {}

  /**
   * Opens every volume.
   *
   * @param prefix used where volume 1 is not there
   * @throws SkerryException {@link ReadError#NOT_A_FILE}, {@link ReadError#MEDIUM_GONE}, {@link
   *     ReadError#VOLUME_MISSING} when there is neither volume 1 nor a prefix
   */
  public static BundleSource open(MediumFiles medium, BundleFiles files, Prefix prefix) {
    SortedMap<Integer, Volume> volumes = new TreeMap<>();
    try {
      files.volumes().forEach((number, path) -> volumes.put(number, open(medium, path)));
      Volume first = volumes.get(1);
      if (first == null && prefix.bytes().length == 0) {
        throw new SkerryException(
            ReadError.VOLUME_MISSING, volumeName(files, 1), "is missing, and it must come first");
      }
      long size = first == null ? prefix.volumeSize() : first.size();
      if (size == 0) {
        throw new SkerryException(ReadError.VOLUME_SIZE, volumeName(files, 1), "is empty");
      }
      long volumeSize = files.split() ? size : Long.MAX_VALUE;
      return new BundleSource(medium, files, volumes, prefix, volumeSize);
    } catch (SkerryException e) {
      volumes.values().forEach(BundleSource::close);
      throw e;
    }
  }

  private static Volume open(MediumFiles medium, Path path) {
    try {
      MediumFiles.Opened file = medium.open(path);
      return new Volume(path, file, file.size());
    } catch (NoSuchFileException e) {
      throw new SkerryException(ReadError.MEDIUM_GONE, path.toString(), "is not there", e);
    } catch (FileSystemException e) {
      throw new SkerryException(ReadError.NOT_A_FILE, path.toString(), Reasons.of(e), e);
    } catch (IOException e) {
      throw gone(path, "cannot be opened: " + Reasons.of(e), e);
    }
  }

  /** Where the volumes lie. */
  public BundleFiles files() {
    return files;
  }

  /** What the volumes were opened with. */
  MediumFiles medium() {
    return medium;
  }

  /** Size of every volume but the last, in bytes; {@link Long#MAX_VALUE} for a single file. */
  public long volumeSize() {
    return volumeSize;
  }

  /**
   * Holds the sizes of the volumes against the length that the head gives the archive.
   *
   * @param length of the whole archive in bytes
   * @return numbers of the volumes that are not here, ascending
   * @throws SkerryException {@link ReadError#VOLUME_SIZE}
   */
  public List<Integer> missing(long length) {
    long count = Math.ceilDiv(length, volumeSize);
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= Math.max(count, volumes.lastKey()); number++) {
      Volume volume = volumes.get(number);
      long start = (number - 1) * volumeSize;
      long expected = number > count ? 0 : Math.min(volumeSize, length - start);
      if (volume == null) {
        if (number > count) {
          continue;
        }
        missing.add(number);
      } else if (volume.size() != expected) {
        throw new SkerryException(
            ReadError.VOLUME_SIZE,
            volume.path().toString(),
            "has " + volume.size() + " bytes; the bundle's lists give it " + expected);
      }
    }
    return List.copyOf(missing);
  }

  /** How many bytes from the position on can be read without a gap. */
  public long available(long position) {
    long at = position;
    if (at < prefix.bytes().length) {
      at = prefix.bytes().length;
    }
    Volume volume = volumes.get(numberAt(at));
    while (volume != null) {
      long start = (numberAt(at) - 1) * volumeSize;
      if (volume.size() <= at - start) {
        break;
      }
      at = start + volume.size();
      volume = volume.size() < volumeSize ? null : volumes.get(numberAt(at));
    }
    return at - position;
  }

  /** The volume file in which a position lies, for messages. */
  public String volumeAt(long position) {
    Volume volume = volumes.get(numberAt(position));
    return volume == null ? volumeName(files, numberAt(position)) : volume.path().toString();
  }

  /** Name of a volume that is not here. */
  public String volumeName(int number) {
    return volumeName(files, number);
  }

  /**
   * Fills the buffer from the archive's position on, or as much of it as there is before the end.
   *
   * @throws SkerryException {@link ReadError#MEDIUM_GONE}, {@link ReadError#VOLUME_MISSING}
   */
  public void read(ByteBuffer into, long position) {
    long at = position;
    while (into.hasRemaining()) {
      int count = readSome(into, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  private int readSome(ByteBuffer into, long position) {
    int number = numberAt(position);
    Volume volume = volumes.get(number);
    if (volume == null) {
      return readPrefix(into, position);
    }
    long offset = position - (number - 1) * volumeSize;
    int limit = into.limit();
    into.limit(into.position() + (int) Math.min(into.remaining(), volumeSize - offset));
    try {
      return volume.file().read(into, offset);
    } catch (IOException e) {
      throw gone(volume.path(), "cannot be read at byte " + offset + ": " + Reasons.of(e), e);
    } finally {
      into.limit(limit);
    }
  }

  private int readPrefix(ByteBuffer into, long position) {
    if (position < prefix.bytes().length) {
      int count = (int) Math.min(into.remaining(), prefix.bytes().length - position);
      into.put(prefix.bytes(), (int) position, count);
      return count;
    }
    if (!volumes.isEmpty() && volumes.lastKey() < numberAt(position)) {
      return -1;
    }
    throw new SkerryException(
        ReadError.VOLUME_MISSING, volumeAt(position), "is missing, its bytes are needed now");
  }

  private int numberAt(long position) {
    return (int) Math.min(position / volumeSize + 1, Integer.MAX_VALUE);
  }

  private static String volumeName(BundleFiles files, int number) {
    return files.split() ? "%s.skerry.%03d".formatted(files.name(), number) : files.name();
  }

  private static SkerryException gone(Path path, String reason, IOException cause) {
    return new SkerryException(ReadError.MEDIUM_GONE, path.toString(), reason, cause);
  }

  @Override
  public void close() {
    volumes.values().forEach(BundleSource::close);
  }

  private static void close(Volume volume) {
    try {
      volume.file().close();
    } catch (IOException e) {
      // A file that was only read has nothing left to lose.
      return;
    }
  }
}

package dev.skerry.format.archive;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Random access to the archive that the volumes of a bundle make together, in place and read only.
 * All volumes but the last are as long as the first (format section 7), so a position means the
 * same whichever volumes are there. Reads may come from several threads.
 */
public final class BundleSource implements Closeable {
  private final MediumFiles medium;
  private final BundleFiles files;
  private final SortedMap<Integer, Volume> volumes;
  private final Optional<Volume> beginning;
  private final long volumeSize;

  private BundleSource(
      MediumFiles medium,
      BundleFiles files,
      SortedMap<Integer, Volume> volumes,
      Optional<Volume> beginning,
      long volumeSize) {
    this.medium = medium;
    this.files = files;
    this.volumes = volumes;
    this.beginning = beginning;
    this.volumeSize = volumeSize;
  }

  /**
   * The beginning of an archive that was kept from an earlier sitting.
   *
   * @param volumeSize size of volume 1 then, in bytes
   * @param file the archive's first bytes
   */
  public record Prefix(long volumeSize, Path file) {}

  private record Volume(Path path, MediumFiles.Opened file, long size) {}

  /**
   * Opens every volume.
   *
   * @param prefix stands for volume 1 where that is not there
   * @throws SkerryException {@link ReadError#NOT_A_FILE}, {@link ReadError#MEDIUM_GONE}, {@link
   *     ReadError#STALLED}, {@link ReadError#VOLUME_MISSING} when there is neither volume 1 nor a
   *     prefix
   */
  public static BundleSource open(MediumFiles medium, BundleFiles files, Optional<Prefix> prefix) {
    SortedMap<Integer, Volume> volumes = new TreeMap<>();
    try {
      files.volumes().forEach((number, path) -> volumes.put(number, open(medium, path)));
      Optional<Volume> first = Optional.ofNullable(volumes.get(1));
      if (first.isEmpty() && prefix.isEmpty()) {
        throw new SkerryException(
            ReadError.VOLUME_MISSING, volumeName(files, 1), "is missing, and it must come first");
      }
      long size =
          first.isPresent()
              ? volumes.values().stream().mapToLong(Volume::size).max().orElse(0)
              : prefix.map(Prefix::volumeSize).orElse(0L);
      if (size == 0) {
        throw new SkerryException(ReadError.VOLUME_SIZE, volumeName(files, 1), "is empty");
      }
      Optional<Volume> beginning =
          first.isPresent() ? Optional.empty() : prefix.map(kept -> open(medium, kept.file()));
      long volumeSize = files.split() ? size : Long.MAX_VALUE;
      return new BundleSource(medium, files, volumes, beginning, volumeSize);
    } catch (SkerryException e) {
      volumes.values().forEach(BundleSource::close);
      throw e;
    }
  }

  private static Volume open(MediumFiles medium, Path path) {
    try {
      return sized(path, medium.open(path));
    } catch (NoSuchFileException e) {
      throw new SkerryException(ReadError.MEDIUM_GONE, path.toString(), "is not there", e);
    } catch (FileSystemException e) {
      throw new SkerryException(ReadError.NOT_A_FILE, path.toString(), Reasons.of(e), e);
    } catch (IOException e) {
      throw gone(path, "cannot be opened: " + Reasons.of(e), e);
    }
  }

  private static Volume sized(Path path, MediumFiles.Opened file) throws IOException {
    try {
      return new Volume(path, file, file.size());
    } catch (IOException | SkerryException e) {
      file.close();
      throw e;
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
    if (count > VolumeNames.MOST) {
      throw wrongSize(volumes.firstKey(), "is too small to be a volume of " + length + " bytes");
    }
    long kept = beginning.map(Volume::size).orElse(0L);
    List<Integer> missing = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      long end = Math.min(number * volumeSize, length);
      Volume volume = volumes.get(number);
      if (volume == null && end > kept) {
        missing.add(number);
      } else if (volume != null && volume.size() != end - (number - 1) * volumeSize) {
        throw wrongSize(number, "has " + volume.size() + " bytes, which is not its length");
      }
    }
    if (volumes.lastKey() > count) {
      throw wrongSize(volumes.lastKey(), "stands after the end of the bundle");
    }
    return List.copyOf(missing);
  }

  private SkerryException wrongSize(int number, String reason) {
    return new Diagnosis(this)
        .wrongSize()
        .orElseGet(() -> new SkerryException(ReadError.VOLUME_SIZE, volumeName(number), reason));
  }

  /** Size of a volume in bytes, empty when it is not here. */
  OptionalLong size(int number) {
    return Stream.ofNullable(volumes.get(number)).mapToLong(Volume::size).findFirst();
  }

  /** How many bytes from the position on can be read without a gap. */
  public long available(long position) {
    long at = Math.max(position, beginning.map(Volume::size).orElse(0L));
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

  /** Where the volume after the one of this position begins. */
  long nextVolume(long position) {
    return numberAt(position) * volumeSize;
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
   * @throws SkerryException {@link ReadError#MEDIUM_GONE}, {@link ReadError#STALLED}, {@link
   *     ReadError#VOLUME_MISSING}
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

  /**
   * Does work on so many threads at once, which read this for themselves, and waits for all of
   * them. A thread whose read is not answered is left behind: its work must hold nothing that
   * anybody else needs.
   *
   * @throws SkerryException {@link ReadError#STALLED}, or what the work threw first
   * @throws IOException when the caller is interrupted
   */
  public void together(int threads, Runnable work) throws IOException {
    medium.together(threads, work);
  }

  /** Says that so many bytes will be read next at this position: they may be got meanwhile. */
  void ahead(long position, long count) {
    Volume volume = volumes.get(numberAt(position));
    if (volume != null) {
      long offset = position - (numberAt(position) - 1) * volumeSize;
      volume.file().ahead(offset, (int) Math.min(count, volumeSize - offset));
    }
  }

  private int readSome(ByteBuffer into, long position) {
    if (position < beginning.map(Volume::size).orElse(0L)) {
      return read(beginning.orElseThrow(), into, position, Long.MAX_VALUE);
    }
    int number = numberAt(position);
    Volume volume = volumes.get(number);
    if (volume != null) {
      return read(volume, into, position - (number - 1) * volumeSize, volumeSize);
    }
    if (!volumes.isEmpty() && volumes.lastKey() < number && beyondLast(volumes.lastKey())) {
      return -1;
    }
    throw new SkerryException(
        ReadError.VOLUME_MISSING, volumeName(number), "is missing, and its bytes are needed now");
  }

  /** Whether a volume is shorter than the first: nothing follows it. */
  private boolean beyondLast(int number) {
    Volume volume = volumes.get(number);
    return !files.split() || (volume != null && volume.size() < volumeSize);
  }

  private static int read(Volume volume, ByteBuffer into, long offset, long end) {
    int limit = into.limit();
    into.limit(into.position() + (int) Math.min(into.remaining(), end - offset));
    try {
      return volume.file().read(into, offset);
    } catch (IOException e) {
      throw gone(volume.path(), "cannot be read at byte " + offset + ": " + Reasons.of(e), e);
    } finally {
      into.limit(limit);
    }
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
    beginning.ifPresent(BundleSource::close);
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

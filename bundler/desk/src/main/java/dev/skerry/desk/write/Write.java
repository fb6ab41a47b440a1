package dev.skerry.desk.write;

import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.VolumeNames;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Step 6: writes a signed bundle as volumes, straight from the content store, makes them durable
 * and reads them back. The same statement and signatures give the same bytes.
 */
public final class Write {
  /** The smallest volume that makes sense, in bytes. */
  public static final long LEAST_VOLUME = 4096;

  private final StatementFile statement;
  private final Function<Digest, Path> blobs;
  private final InstantSource clock;

  /**
   * For one bundle.
   *
   * @param blobs where the content store has a blob
   */
  public Write(StatementFile statement, Function<Digest, Path> blobs, InstantSource clock) {
    this.statement = statement;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Writes into a folder. Nothing is written when the content is not whole, the signatures do not
   * meet the threshold of release, it has expired, another bundle of the name is there, or space is
   * short.
   *
   * @param volumeSize in bytes
   * @param ledger gets its entry when all is written
   * @throws SkerryException {@link WriteError}, or the refusal of a site with exit code 3
   */
  public Written into(
      Path folder,
      long volumeSize,
      Optional<Ledger> ledger,
      Progress writing,
      Progress readingBack) {
    BundleContent content = BundleContent.find(statement, blobs);
    ReleaseTrust.require(statement, content.roots(), clock.instant());
    BundleImage image = content.image();
    String bundle = statement.statement().name();
    refuseVolumeSize(volumeSize, image.length());
    List<VolumeStream.Plan> plan = VolumeStream.plan(bundle, image.length(), volumeSize);
    Medium medium = new Medium(folder, bundle);
    prepare(medium, image, plan, Math.min(volumeSize, image.length()));
    long begin = System.nanoTime();
    VolumeStream stream = new VolumeStream(medium, plan, writing);
    writing.total(image.length());
    try (stream) {
      stream(image, stream);
    }
    Duration wrote = Duration.ofNanos(System.nanoTime() - begin);
    Duration processor = processor();
    ReadBack back = new ReadBack(medium, image, readingBack);
    VolumesFile volumes = back.read(statement, plan);
    Duration read = Duration.ofNanos(System.nanoTime() - begin).minus(wrote);
    Path list = medium.file(VolumeNames.listName(bundle));
    LocalFiles.write(list, volumes.bytes());
    force(list);
    medium.force();
    ledger.ifPresent(kept -> kept.record(statement.envelope()));
    return new Written(volumes, stream.kept(), wrote, processor, read, back.pastCache());
  }

  private static void refuseVolumeSize(long volumeSize, long length) {
    boolean many = volumeSize > 0 && length / volumeSize >= VolumeNames.MOST;
    if (volumeSize < LEAST_VOLUME || many) {
      throw new SkerryException(
          WriteError.VOLUME_SIZE,
          "--volume-size",
          "is %,d, for %,d bytes in at most %d volumes of at least %,d"
              .formatted(volumeSize, length, VolumeNames.MOST, LEAST_VOLUME));
    }
  }

  private void prepare(
      Medium medium, BundleImage image, List<VolumeStream.Plan> plan, long largest) {
    medium.requireFolder();
    medium.refuseLarge(largest);
    medium.refuseOther(statement.digest());
    medium.requireSpace(image.length());
    Set<String> names = new HashSet<>();
    plan.forEach(volume -> names.add(volume.name()));
    medium.removeStale(names);
  }

  private void stream(BundleImage image, VolumeStream stream) {
    try (Pipe pipe = new Pipe(stream::write)) {
      new ImageReader(blobs, pipe).read(image);
      pipe.finish();
    }
  }

  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void force(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw Medium.failed(file, e);
    }
  }
}

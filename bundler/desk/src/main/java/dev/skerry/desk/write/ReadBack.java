package dev.skerry.desk.write;

import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.PastCache;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads volumes from the stick itself, past the page cache where the platform can, and compares
 * them with the archive that was to be written: one thread reads and compares, one hashes for
 * {@code NAME.volumes.json}.
 */
final class ReadBack {
  private final Medium medium;
  private final BundleImage image;
  private final Progress progress;
  private boolean pastCache = true;

  ReadBack(Medium medium, BundleImage image, Progress progress) {
    this.medium = medium;
    this.image = image;
    this.progress = progress;
  }

  /** Whether every volume was read past the page cache. */
  boolean pastCache() {
    return pastCache;
  }

  /**
   * Reads all volumes.
   *
   * @throws SkerryException {@link WriteError#READ_BACK} naming volume and place
   */
  VolumesFile read(StatementFile statement, List<VolumeStream.Plan> plan) {
    progress.total(image.length());
    ImageCheck check = new ImageCheck(image);
    VolumeHashes hashes = new VolumeHashes(plan, image.headLength());
    try (Pipe pipe = new Pipe(hashes::take)) {
      for (VolumeStream.Plan volume : plan) {
        progress.item(volume.name());
        read(medium.file(volume.name()), volume.size(), check, pipe);
      }
      pipe.finish();
    }
    return new VolumesFile(
        statement.statement().name(),
        statement.digest(),
        image.length(),
        new VolumesFile.Head(image.headLength(), hashes.head()),
        hashes.volumes());
  }

  private void read(Path file, long size, ImageCheck check, Pipe pipe) {
    try (PastCache opened = PastCache.open(file)) {
      pastCache &= opened.past();
      FileChannel channel = opened.channel();
      long position = 0;
      while (position < size) {
        ByteBuffer buffer = pipe.take();
        int n = channel.read(buffer, position);
        if (n < 0 || n > size - position) {
          throw bad(file, "does not end at byte " + size);
        }
        Optional<String> wrong = check.take(buffer.duplicate().flip());
        if (wrong.isPresent()) {
          throw bad(
              file,
              "gives back other bytes than were written, up to byte %d: %s"
                  .formatted(position + n, wrong.get()));
        }
        position += n;
        progress.advance(n);
        pipe.put(buffer);
      }
    } catch (IOException e) {
      throw bad(file, "cannot be read back: " + e.getMessage());
    }
  }

  private static SkerryException bad(Path file, String reason) {
    return new SkerryException(WriteError.READ_BACK, file.toString(), reason);
  }
}

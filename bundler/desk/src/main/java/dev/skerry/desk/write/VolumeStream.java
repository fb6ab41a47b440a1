package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.VolumeNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the archive's bytes in order and lays them into volumes. For one thread. */
final class VolumeStream implements AutoCloseable {
  private final Medium medium;
  private final BundleImage image;
  private final List<Plan> plan;
  private final Progress progress;
  private final ChunkHash chunks = new ChunkHash();
  private final MessageDigest headHash = Digest.sha256();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(Pipe.BUFFER);
  private final List<List<Digest>> finished = new ArrayList<>();
  private Optional<VolumeFile> open = Optional.empty();
  private long headLeft;
  private long kept;

  /**
   * A volume to write.
   *
   * @param size in bytes
   */
  record Plan(String name, long size) {}

  VolumeStream(Medium medium, BundleImage image, List<Plan> plan, Progress progress) {
    this.medium = medium;
    this.image = image;
    this.plan = List.copyOf(plan);
    this.progress = progress;
    headLeft = image.headLength();
  }

  /** The volumes of an archive. */
  static List<Plan> plan(String bundle, long length, long volumeSize) {
    int count = Math.toIntExact((length + volumeSize - 1) / volumeSize);
    List<Plan> plan = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      long begin = (i - 1) * volumeSize;
      plan.add(new Plan(VolumeNames.name(bundle, i, count), Math.min(volumeSize, length - begin)));
    }
    return plan;
  }

  /** Takes all that remains in the buffer. */
  void write(ByteBuffer bytes) {
    head(bytes);
    int limit = bytes.limit();
    while (bytes.position() < limit) {
      Path file = medium.file(plan.get(finished.size()).name());
      try {
        VolumeFile volume = current(file);
        int n = (int) Math.min(limit - bytes.position(), volume.room());
        bytes.limit(bytes.position() + n);
        volume.write(bytes);
        bytes.limit(limit);
        progress.advance(n);
        if (volume.room() == 0) {
          finish(volume);
        }
      } catch (IOException e) {
        throw Medium.failed(file, e);
      }
    }
  }

  private VolumeFile current(Path file) throws IOException {
    if (open.isEmpty()) {
      VolumeStream.Plan next = plan.get(finished.size());
      progress.item(next.name());
      open = Optional.of(new VolumeFile(file, next.size(), chunks, scratch));
    }
    return open.get();
  }

  private void finish(VolumeFile volume) throws IOException {
    finished.add(volume.finish());
    kept += volume.kept();
    open = Optional.empty();
    medium.force();
  }

  private void head(ByteBuffer bytes) {
    if (headLeft > 0) {
      int n = (int) Math.min(headLeft, bytes.remaining());
      headHash.update(bytes.duplicate().limit(bytes.position() + n));
      headLeft -= n;
    }
  }

  /** Digests of the chunks of every volume. */
  List<List<Digest>> chunks() {
    if (finished.size() != plan.size()) {
      throw new IllegalStateException(finished.size() + " of " + plan.size() + " volumes");
    }
    return List.copyOf(finished);
  }

  /** Digest of the head. */
  Digest head() {
    return Digest.of(headHash);
  }

  /** How many bytes stood on the stick already. */
  long kept() {
    return kept;
  }

  /** The archive. */
  BundleImage image() {
    return image;
  }

  @Override
  public void close() {
    open.ifPresent(volume -> {
      try {
        volume.close();
      } catch (IOException e) {
        throw Medium.failed(medium.file(plan.get(finished.size()).name()), e);
      }
    });
  }
}

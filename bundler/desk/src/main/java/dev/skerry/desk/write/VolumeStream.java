package dev.skerry.desk.write;

import dev.skerry.format.Progress;
import dev.skerry.format.archive.VolumeNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the archive's bytes in order and lays them into volumes. For one thread. */
final class VolumeStream implements AutoCloseable {
  private final Medium medium;
  private final List<Plan> plan;
  private final Progress progress;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(Pipe.BUFFER);
  private Optional<VolumeFile> open = Optional.empty();
  private int finished;
  private long kept;

  /**
   * A volume to write.
   *
   * @param size in bytes
   */
  record Plan(String name, long size) {}

  VolumeStream(Medium medium, List<Plan> plan, Progress progress) {
    this.medium = medium;
    this.plan = List.copyOf(plan);
    this.progress = progress;
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
    int limit = bytes.limit();
    while (bytes.position() < limit) {
      Path file = medium.file(plan.get(finished).name());
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
      VolumeStream.Plan next = plan.get(finished);
      progress.item(next.name());
      open = Optional.of(new VolumeFile(file, next.size(), scratch));
    }
    return open.get();
  }

  private void finish(VolumeFile volume) throws IOException {
    volume.finish();
    finished++;
    kept += volume.kept();
    open = Optional.empty();
    medium.force();
  }

  /** How many bytes stood on the stick already. */
  long kept() {
    return kept;
  }

  @Override
  public void close() {
    open.ifPresent(volume -> {
      try {
        volume.close();
      } catch (IOException e) {
        throw Medium.failed(medium.file(plan.get(finished).name()), e);
      }
    });
  }
}

package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Hands blobs to an {@link IntakePipeline}; everything here runs on the caller's thread. */
final class OverlappedIntake implements Intake {
  private final BlobPaths paths;
  private final Disk disk;
  private final Runnable onClose;
  private final IntakePipeline pipeline;
  private final BlobCheck check;
  private Optional<IncomingBlob> open = Optional.empty();
  private boolean closed;

  OverlappedIntake(BlobPaths paths, Disk disk, Runnable onClose) {
    this.paths = paths;
    this.disk = disk;
    this.onClose = onClose;
    this.pipeline = new IntakePipeline(disk);
    this.check = new BlobCheck(bytes -> true, Progress.none());
  }

  @Override
  public OptionalLong quarantinedSize(Digest digest) {
    settleIfPending(digest);
    return FileBlobStore.size(paths.quarantined(digest));
  }

  @Override
  public Path quarantinedPath(Digest digest) {
    settleIfPending(digest);
    return paths.quarantined(digest);
  }

  @Override
  public boolean isSound(Digest digest, long size) {
    return quarantinedSize(digest).equals(OptionalLong.of(size))
        && check.look(paths.quarantined(digest), digest, size).found().isEmpty();
  }

  @Override
  public long others(Set<Digest> wanted) {
    return strangers(wanted).stream().mapToLong(file -> FileBlobStore.size(file).orElse(0)).sum();
  }

  @Override
  public void keepOnly(Set<Digest> wanted) {
    for (Path file : strangers(wanted)) {
      try {
        disk.delete(file);
      } catch (IOException e) {
        throw DiskFailure.of(e, file, "remove it");
      }
    }
  }

  /** Files in quarantine that are no whole blob of these. */
  private List<Path> strangers(Set<Digest> wanted) {
    pipeline.drain();
    Set<String> names = wanted.stream().map(Digest::hex).collect(Collectors.toSet());
    try {
      return disk.list(paths.quarantine(), FileBlobStore.MOST_QUARANTINED).stream()
          .filter(name -> !names.contains(name))
          .map(paths.quarantine()::resolve)
          .toList();
    } catch (IOException e) {
      throw DiskFailure.of(e, paths.quarantine(), "list it");
    }
  }

  @Override
  public Quarantined quarantine(Digest expected, long size) {
    if (closed || open.filter(IncomingBlob::isOpen).isPresent()) {
      throw new IllegalStateException("one blob at a time, until close");
    }
    settleIfPending(expected);
    IncomingBlob blob = new IncomingBlob(pipeline, new Incoming(paths, disk, expected, size));
    open = Optional.of(blob);
    return blob;
  }

  @Override
  public void settle() {
    pipeline.drain();
    try {
      disk.forceFolder(paths.quarantine());
    } catch (IOException e) {
      SkerryException failure = DiskFailure.writing(e, disk, paths.quarantine(), 0);
      pipeline.fail(failure);
      throw failure;
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      open.ifPresent(IncomingBlob::close);
      pipeline.close();
    } finally {
      onClose.run();
    }
  }

  private void settleIfPending(Digest digest) {
    if (pipeline.isPending(digest)) {
      pipeline.drain();
    }
  }
}

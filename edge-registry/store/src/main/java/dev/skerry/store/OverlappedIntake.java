package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Hands blobs to an {@link IntakePipeline}; everything here runs on the caller's thread. */
final class OverlappedIntake implements Intake {
  private final BlobPaths paths;
  private final Disk disk;
  private final Runnable onClose;
  private final IntakePipeline pipeline;
  private Optional<IncomingBlob> open = Optional.empty();
  private boolean closed;

  OverlappedIntake(BlobPaths paths, Disk disk, Runnable onClose) {
    this.paths = paths;
    this.disk = disk;
    this.onClose = onClose;
    this.pipeline = new IntakePipeline(disk);
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

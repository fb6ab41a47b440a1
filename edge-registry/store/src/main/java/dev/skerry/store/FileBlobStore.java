package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One file per blob. Its name is only given to a whole and durable file; the name itself is durable
 * when {@link #publish} or {@link #adopt} returns.
 */
final class FileBlobStore implements BlobStore {
  /** More files than a bundle's blobs, whole, in part and damaged; the rest waits for its turn. */
  static final int MOST_QUARANTINED = 2 * Limits.V1.blobs();

  private final BlobPaths paths;
  private final Disk disk;
  private final AtomicBoolean intakeOpen = new AtomicBoolean();
  private volatile Consumer<Digest> onCondemned = digest -> {};

  FileBlobStore(Path data, Disk disk) {
    this.paths = new BlobPaths(data);
    this.disk = disk;
  }

  @Override
  public boolean holds(Digest digest) {
    return Files.exists(paths.blob(digest));
  }

  @Override
  public OptionalLong size(Digest digest) {
    return size(paths.blob(digest));
  }

  @Override
  public Predicate<Digest> soundness() {
    BlobCheck check = new BlobCheck(bytes -> true, Progress.none());
    return digest -> {
      OptionalLong size = size(digest);
      return size.isPresent()
          && check.look(paths.blob(digest), digest, size.getAsLong()).found().isEmpty();
    };
  }

  @Override
  public Path path(Digest digest) {
    return paths.blob(digest);
  }

  @Override
  public Intake intake() {
    if (!intakeOpen.compareAndSet(false, true)) {
      throw new SkerryException(
          StoreError.BUSY, paths.quarantine().toString(), "another import is writing here");
    }
    boolean opened = false;
    try {
      disk.createFolders(paths.quarantine());
      dropParts();
      Intake intake = new OverlappedIntake(paths, disk, () -> intakeOpen.set(false));
      opened = true;
      return intake;
    } catch (IOException e) {
      throw DiskFailure.writing(e, disk, paths.quarantine(), 0);
    } finally {
      if (!opened) {
        intakeOpen.set(false);
      }
    }
  }

  @Override
  public void adopt(Path file, Digest verified) {
    try {
      if (holds(verified)) {
        disk.delete(file);
      } else {
        try (Disk.Out out = disk.open(file)) {
          out.force(true);
        }
        disk.createFolders(paths.folder(verified));
        disk.rename(file, paths.blob(verified));
      }
      disk.forceFolder(paths.folder(verified));
    } catch (IOException e) {
      throw DiskFailure.writing(e, disk, paths.blob(verified), 0);
    }
  }

  /** A folder is forced for a blob already held too: who renamed it may have died before that. */
  @Override
  public void publish(Collection<Digest> quarantined) {
    SortedSet<Path> folders = new TreeSet<>();
    for (Digest digest : quarantined) {
      moveIn(digest);
      folders.add(paths.folder(digest));
    }
    for (Path folder : folders) {
      try {
        disk.forceFolder(folder);
      } catch (IOException e) {
        throw DiskFailure.writing(e, disk, folder, 0);
      }
    }
  }

  /** Who is told of blobs that are condemned. */
  void onCondemned(Consumer<Digest> told) {
    onCondemned = told;
  }

  @Override
  public void condemn(Digest digest) {
    putAway(digest);
    onCondemned.accept(digest);
  }

  /** Moves a blob out of sight and tells nobody; somebody else may have done so already. */
  void putAway(Digest digest) {
    try {
      disk.createFolders(paths.quarantine());
      try {
        disk.rename(paths.blob(digest), paths.damaged(digest));
      } catch (NoSuchFileException e) {
        return;
      }
      disk.forceFolder(paths.folder(digest));
    } catch (IOException e) {
      throw DiskFailure.of(e, paths.blob(digest), "move it out of sight");
    }
  }

  @Override
  public long usableSpace() {
    try {
      return disk.usableSpace(paths.data());
    } catch (IOException e) {
      throw DiskFailure.of(e, paths.data(), "ask for its free space");
    }
  }

  /** Size of a file in bytes, empty when it is not there. */
  static OptionalLong size(Path file) {
    try {
      return OptionalLong.of(Files.readAttributes(file, BasicFileAttributes.class).size());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw DiskFailure.of(e, file, "look at it");
    }
  }

  static SkerryException notHeld(Digest digest) {
    return new SkerryException(StoreError.NOT_HELD, digest.toString(), "its bytes are not here");
  }

  private void moveIn(Digest digest) {
    Path waiting = paths.quarantined(digest);
    try {
      if (holds(digest)) {
        disk.delete(waiting);
        return;
      }
      disk.createFolders(paths.folder(digest));
      disk.rename(waiting, paths.blob(digest));
    } catch (NoSuchFileException e) {
      throw notHeld(digest);
    } catch (IOException e) {
      throw DiskFailure.writing(e, disk, paths.blob(digest), 0);
    }
  }

  /** What an earlier attempt left half written; whole blobs stay. */
  private void dropParts() throws IOException {
    for (String name : disk.list(paths.quarantine(), MOST_QUARANTINED)) {
      if (name.endsWith(BlobPaths.PART)) {
        disk.delete(paths.quarantine().resolve(name));
      }
    }
  }
}

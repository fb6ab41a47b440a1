package dev.skerry.rollout;

import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * K3s's {@code server/manifests} folder: for gateways without cluster credentials (contracts.md
 * 4.14). K3s sees a plan appear whole or not at all; names have no dots, and a new file's time
 * differs from the old one's, else K3s would not see it.
 *
 * <p>What runs in the cluster cannot be seen from here, and a change kills running jobs. So a plan
 * that is already there is changed only when its approval is {@code none}, which is the consent of
 * everyone who signed, given beforehand; and where the plan has a window, only while that is open:
 * a site that named hours in which it can be disturbed is not disturbed in others.
 */
public final class ManifestsFolder implements Target {
  private static final int STAMP_ROOM = 64 * 1024;
  private static final String TOUCHED =
      "another hand changed the file after it was written; it is left as it is";

  private final Path folder;
  private final InstantSource clock;

  /** A folder that K3s watches; it need not be there yet. */
  public ManifestsFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public PlanEntry.State done() {
    return PlanEntry.State.HANDED_OVER;
  }

  @Override
  public String place(BundledPlan plan) {
    return file(plan).toString();
  }

  @Override
  public Found look(StampedPlan plan) throws NotNow {
    Path file = file(plan.plan());
    if (!Files.isDirectory(folder)) {
      throw new NotNow("the manifests folder " + folder + " is not there");
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Found(Standing.ABSENT, skipped(file));
    }
    Optional<byte[]> there = read(file);
    if (there.isEmpty()) {
      return new Found(Standing.OTHER, Optional.empty());
    }
    if (Arrays.equals(there.get(), plan.file().bytes())) {
      return new Found(Standing.SAME, skipped(file));
    }
    return judge(plan, there.get());
  }

  private static Optional<String> skipped(Path file) {
    Path skip = file.resolveSibling(file.getFileName() + ".skip");
    return Files.exists(skip)
        ? Optional.of("K3s ignores the plan as long as " + skip + " is there")
        : Optional.empty();
  }

  private static Found judge(StampedPlan plan, byte[] there) {
    String digest = plan.stamp().digest().toString();
    try {
      List<PlanDoc> acting =
          PlanFile.parse(plan.file().name(), there).documents().stream()
              .filter(d -> d.kind().acts())
              .toList();
      if (acting.stream().anyMatch(d -> !YamlStamp.read(d, Stamp.DIGEST).equals(digest))) {
        return new Found(Standing.OTHER, Optional.empty());
      }
      String bundle = YamlStamp.read(acting.getFirst(), Stamp.BUNDLE);
      boolean untouched = Arrays.equals(there, plan.firstBroughtBy(bundle).file().bytes());
      return new Found(Standing.SAME, untouched ? Optional.empty() : Optional.of(TOUCHED));
    } catch (SkerryException e) {
      return new Found(Standing.OTHER, Optional.empty());
    }
  }

  @Override
  public void write(StampedPlan plan, Found found) throws NotNow {
    if (found.standing() == Standing.OTHER) {
      waitForWindow(plan);
    }
    Path file = file(plan.plan());
    Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      writeForced(temporary, plan.file().bytes(), timeOf(file));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw new NotNow("cannot write " + file + ": " + e);
    }
  }

  private void waitForWindow(StampedPlan plan) throws NotNow {
    Instant now = clock.instant();
    for (PlanDoc document : plan.acting()) {
      Optional<Window> window = Window.of(document);
      if (window.isPresent() && !window.get().open(now)) {
        throw new NotNow(
            "another version of it is in the manifests folder;"
                + " it is changed when its window opens");
      }
    }
  }

  private static void writeForced(Path file, byte[] bytes, Optional<FileTime> before)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file))) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      FileTime now = Files.getLastModifiedTime(file);
      if (before.equals(Optional.of(now))) {
        Files.setLastModifiedTime(file, FileTime.from(now.toInstant().plusSeconds(1)));
      }
      out.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Optional<FileTime> timeOf(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS))
        : Optional.empty();
  }

  /** The file's bytes; empty when it is no regular file or far too long to be ours. */
  private static Optional<byte[]> read(Path file) throws NotNow {
    int most = Limits.V1.plan() + STAMP_ROOM;
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      throw new NotNow("cannot read " + file + ": " + e);
    }
  }

  private Path file(BundledPlan plan) {
    return folder.resolve("skerry-" + plan.name() + ".yaml");
  }
}

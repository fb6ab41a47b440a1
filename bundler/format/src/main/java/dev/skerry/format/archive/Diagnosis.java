package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells damage from forgery, and names the bad place, with {@code NAME.volumes.json}. That file is
 * not signed: it is read only after a bundle was refused and can only turn one refusal into another
 * (format section 7).
 */
public final class Diagnosis {
  private static final int BUFFER = 64 * 1024;

  /** With it a bundle that nobody signed costs less than 1 MiB of reading, whatever it claims. */
  private static final int LONGEST_HEAD = Limits.V1.envelope() / 2;

  private final BundleSource source;

  /** Looks at the volumes of this source. */
  public Diagnosis(BundleSource source) {
    this.source = source;
  }

  /**
   * What a refusal of the head really is: damage, where the head is not what was written. A list
   * that gives the head more than half a mebibyte is not asked: nobody signed that length.
   *
   * @param refusal what acceptance steps 0 to 3 threw
   */
  public SkerryException head(SkerryException refusal) {
    if (refusal.problem().exit() != ExitCode.NOT_TRUSTED) {
      return refusal;
    }
    return list(VolumesFile.BEGINNING)
        .flatMap(VolumesFile::head)
        .filter(head -> head.length() <= LONGEST_HEAD)
        .flatMap(head -> damagedHead(head, refusal))
        .orElse(refusal);
  }

  private Optional<SkerryException> damagedHead(VolumesFile.Head head, SkerryException refusal) {
    long here = source.available(0);
    if (here < head.length()) {
      return Optional.of(headDamaged("ends after " + here + " bytes", head, refusal));
    }
    if (digest(0, head.length()).equals(head.digest())) {
      return Optional.empty();
    }
    return Optional.of(headDamaged("is not what was written", head, refusal));
  }

  private SkerryException headDamaged(
      String reason, VolumesFile.Head head, SkerryException refusal) {
    return new SkerryException(
        ReadError.HEAD_DAMAGED,
        source.volumeAt(0),
        "its head of %d bytes %s".formatted(head.length(), reason),
        refusal);
  }

  /** The volume that has another size than was written, as a failure. */
  Optional<SkerryException> wrongSize() {
    return volumesFile()
        .flatMap(file -> {
          for (int i = 0; i < file.volumes().size(); i++) {
            VolumesFile.Volume written = file.volumes().get(i);
            OptionalLong found = source.size(i + 1);
            if (found.isPresent() && found.getAsLong() != written.size()) {
              String reason = "has " + found.getAsLong() + " bytes; written were " + written.size();
              return Optional.of(
                  new SkerryException(ReadError.VOLUME_SIZE, written.name(), reason));
            }
          }
          return Optional.empty();
        });
  }

  /** Where in the volumes the damage between two positions of the archive lies, for people. */
  public String where(long from, long to) {
    String volume = "it lies in " + source.volumeAt(from);
    return volumesFile().flatMap(file -> badChunk(file, from, to)).orElse(volume);
  }

  private Optional<String> badChunk(VolumesFile file, long from, long to) {
    long start = 0;
    for (VolumesFile.Volume volume : file.volumes()) {
      long chunk = start;
      for (Digest expected : volume.chunks()) {
        long end = Math.min(chunk + VolumesFile.CHUNK, start + volume.size());
        boolean touched = chunk < to && end > from && source.available(chunk) >= end - chunk;
        if (touched && !digest(chunk, end - chunk).equals(expected)) {
          return Optional.of(
              "bytes %d to %d of %s are damaged"
                  .formatted(chunk - start, end - start, volume.name()));
        }
        chunk = end;
      }
      start += volume.size();
    }
    return Optional.empty();
  }

  private Optional<VolumesFile> volumesFile() {
    return list(VolumesFile.MOST_BYTES)
        .flatMap(bytes -> {
          try {
            return Optional.of(VolumesFile.parse(bytes, "volumes.json"));
          } catch (SkerryException e) {
            return Optional.empty();
          }
        });
  }

  /** The list's bytes, at most so many. It only helps: where it fails, the refusal stands. */
  private Optional<byte[]> list(int most) {
    return source
        .files()
        .diagnosis()
        .flatMap(path -> {
          try (MediumFiles.Opened file = source.medium().open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), most));
            for (int count = 0; bytes.hasRemaining() && count >= 0; ) {
              count = file.read(bytes, bytes.position());
            }
            return Optional.of(bytes.array());
          } catch (IOException | SkerryException e) {
            return Optional.empty();
          }
        });
  }

  private Digest digest(long from, long count) {
    MessageDigest sha256 = Digest.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (long done = 0; done < count; done += buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER, count - done));
      source.read(buffer, from + done);
      sha256.update(buffer.array(), 0, buffer.position());
    }
    return Digest.of(sha256);
  }
}

package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.VolumesFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Digests for {@code NAME.volumes.json}, taken while the archive's bytes pass. For one thread. */
final class VolumeHashes {
  /** A direct buffer is hashed fastest through a heap array of this size. */
  private static final int STEP = 64 * 1024;

  private final List<VolumeStream.Plan> plan;
  private final byte[] step = new byte[STEP];
  private final MessageDigest head = Digest.sha256();
  private final MessageDigest volume = Digest.sha256();
  private final MessageDigest chunk = Digest.sha256();
  private final List<Digest> chunks = new ArrayList<>();
  private final List<VolumesFile.Volume> volumes = new ArrayList<>();
  private long headLeft;
  private long inVolume;

  VolumeHashes(List<VolumeStream.Plan> plan, long headLength) {
    this.plan = plan;
    headLeft = headLength;
  }

  /** Takes all that remains in the buffer, which does not reach beyond a volume's end. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      long chunkLeft = VolumesFile.CHUNK - inVolume % VolumesFile.CHUNK;
      int n = (int) Math.min(Math.min(STEP, bytes.remaining()), chunkLeft);
      bytes.get(step, 0, n);
      int ofHead = (int) Math.min(n, headLeft);
      head.update(step, 0, ofHead);
      headLeft -= ofHead;
      volume.update(step, 0, n);
      chunk.update(step, 0, n);
      inVolume += n;
      if (n == chunkLeft) {
        chunks.add(Digest.of(chunk));
      }
    }
    VolumeStream.Plan now = plan.get(volumes.size());
    if (inVolume == now.size()) {
      finish(now);
    }
  }

  private void finish(VolumeStream.Plan now) {
    if (inVolume % VolumesFile.CHUNK != 0) {
      chunks.add(Digest.of(chunk));
    }
    volumes.add(new VolumesFile.Volume(now.name(), now.size(), Digest.of(volume), chunks));
    chunks.clear();
    inVolume = 0;
  }

  /** The volumes. */
  List<VolumesFile.Volume> volumes() {
    return List.copyOf(volumes);
  }

  /** Digest of the head. */
  Digest head() {
    return Digest.of(head);
  }
}

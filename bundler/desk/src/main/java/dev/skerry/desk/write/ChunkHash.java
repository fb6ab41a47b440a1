package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.archive.VolumesFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Digests of a volume's chunks, taken while its bytes pass. */
final class ChunkHash {
  /** A direct buffer is hashed fastest through a heap array of this size. */
  private static final int STEP = 64 * 1024;

  private final byte[] step = new byte[STEP];
  private final MessageDigest hash = Digest.sha256();
  private final List<Digest> chunks = new ArrayList<>();
  private int inChunk;

  /** Takes all that remains in the buffer; its position stays. */
  void update(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int n = Math.min(Math.min(rest.remaining(), STEP), VolumesFile.CHUNK - inChunk);
      rest.get(step, 0, n);
      hash.update(step, 0, n);
      inChunk += n;
      if (inChunk == VolumesFile.CHUNK) {
        endChunk();
      }
    }
  }

  private void endChunk() {
    chunks.add(Digest.of(hash));
    inChunk = 0;
  }

  /** The digests; begins anew. */
  List<Digest> finish() {
    if (inChunk > 0) {
      endChunk();
    }
    List<Digest> finished = List.copyOf(chunks);
    chunks.clear();
    return finished;
  }
}

package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.Member;
import dev.skerry.format.archive.PayloadReader;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.site.Pending.Piece;
import dev.skerry.store.Intake;
import dev.skerry.store.Intake.Quarantined;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Keeps the pieces of blobs that missing volumes cut, and joins and hashes them when all are here.
 */
final class Pieces {
  private static final int BUFFER = 64 * 1024;
  private static final Piece NONE = new Piece(Path.of(""), 0, 0);

  private final Pending pending;
  private final MediumFiles files;

  Pieces(Pending pending, MediumFiles files) {
    this.pending = pending;
    this.files = files;
  }

  /**
   * Keeps what is here of a blob.
   *
   * @return whether the blob is whole now and lies in quarantine
   */
  boolean take(int index, Member member, PayloadReader reader, Intake intake, Progress progress) {
    for (PayloadReader.Range range : reader.present(index)) {
      pending.keepPiece(
          member.digest(),
          range.from(),
          range.to(),
          out ->
              reader.piece(
                  index,
                  range,
                  bytes -> {
                    progress.advance(bytes.remaining());
                    out.accept(bytes);
                  }));
    }
    List<Piece> chain = chain(pending.pieces(member.digest()), member.size());
    if (chain.isEmpty() && member.size() > 0) {
      return false;
    }
    join(member, chain, intake);
    return true;
  }

  /** Pieces that follow each other from the first byte to the last; empty when there is a gap. */
  private static List<Piece> chain(SortedMap<Long, Piece> pieces, long size) {
    List<Piece> chain = new ArrayList<>();
    long reached = 0;
    while (reached < size) {
      Piece next = pieces.headMap(reached + 1).values().stream().reduce(NONE, Pieces::farther);
      if (next.to() <= reached) {
        return List.of();
      }
      chain.add(next);
      reached = next.to();
    }
    return chain;
  }

  private static Piece farther(Piece one, Piece other) {
    return one.to() >= other.to() ? one : other;
  }

  private void join(Member member, List<Piece> chain, Intake intake) {
    MessageDigest sha256 = Digest.sha256();
    try (Quarantined blob = intake.quarantine(member.digest(), member.size())) {
      long reached = 0;
      for (Piece piece : chain) {
        copy(piece, reached, sha256, blob);
        reached = piece.to();
      }
      Digest found = Digest.of(sha256);
      if (!found.equals(member.digest())) {
        pending.pieces(member.digest()).values().forEach(pending::drop);
        throw new SkerryException(
            SiteError.PARTS,
            member.name(),
            "its pieces from several volumes make the digest " + found);
      }
      blob.finish(found);
    }
  }

  private void copy(Piece piece, long from, MessageDigest sha256, Quarantined blob) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (MediumFiles.Opened file = files.open(piece.file())) {
      long at = from;
      while (at < piece.to()) {
        buffer.clear().limit((int) Math.min(BUFFER, piece.to() - at));
        int count = file.read(buffer, at - piece.from());
        if (count <= 0) {
          throw new IOException("it is shorter than it was");
        }
        sha256.update(buffer.array(), 0, count);
        blob.write(buffer.flip());
        at += count;
      }
    } catch (IOException e) {
      throw new SkerryException(
          SiteError.PARTS, piece.file().toString(), "cannot be read: " + Reasons.of(e), e);
    }
  }
}

package dev.skerry.desk.write;

import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.Member;
import dev.skerry.format.archive.Sizes;
import dev.skerry.format.archive.Sums;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a statement names, found in the content store: SHA256SUMS by the statement's own digest, all
 * else by the digests in it.
 *
 * @param roots the root documents' envelopes
 * @param image the archive to write
 */
record BundleContent(List<byte[]> roots, BundleImage image) {
  /** Copies the list. */
  BundleContent {
    roots = List.copyOf(roots);
  }

  /**
   * Finds everything, before a byte is written.
   *
   * @param blobs where the content store has a blob
   * @throws SkerryException {@link WriteError#CONTENT_MISSING}, {@link WriteError#CONTENT_ROTTED}
   */
  static BundleContent find(StatementFile statement, Function<Digest, Path> blobs) {
    Sums sums =
        Sums.parse(document(blobs, statement.statement().sums(), Limits.V1.list(), "SHA256SUMS"));
    Sizes sizes = Sizes.parse(document(blobs, sums.sizes().digest(), Limits.V1.list(), "SIZES"));
    List<byte[]> roots = new ArrayList<>();
    for (Sums.Line root : sums.roots()) {
      roots.add(document(blobs, root.digest(), Limits.V1.rootDocument(), root.name()));
    }
    for (Member member : sizes.members(sums)) {
      requireSize(blobs.apply(member.digest()), member);
    }
    byte[] envelope = statement.envelope().bytes();
    return new BundleContent(roots, BundleImage.of(envelope, roots, sums, sizes));
  }

  private static byte[] document(
      Function<Digest, Path> blobs, Digest digest, int limit, String name) {
    Path file = blobs.apply(digest);
    if (!Files.exists(file)) {
      throw missing(name, digest, file);
    }
    byte[] bytes = LocalFiles.read(file, limit);
    if (!Digest.of(bytes).equals(digest)) {
      throw new SkerryException(
          WriteError.CONTENT_ROTTED, file.toString(), "is " + name + " no more: " + digest);
    }
    return bytes;
  }

  private static void requireSize(Path file, Member member) {
    try {
      if (Files.size(file) != member.size()) {
        throw new SkerryException(
            WriteError.CONTENT_ROTTED,
            file.toString(),
            "has " + Files.size(file) + " bytes where " + member.size() + " belong");
      }
    } catch (IOException e) {
      throw missing(member.name(), member.digest(), file);
    }
  }

  private static SkerryException missing(String name, Digest digest, Path file) {
    return new SkerryException(
        WriteError.CONTENT_MISSING, name, digest + " is not in the content store: " + file);
  }
}

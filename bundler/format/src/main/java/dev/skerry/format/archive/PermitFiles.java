package dev.skerry.format.archive;

import dev.skerry.format.Limits;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * The permits that lie beside bundles, and others that were named (format section 5). One that
 * cannot be read stops no bundle that needs none.
 *
 * @param permits not judged yet
 * @param unreadable warnings about the others
 */
public record PermitFiles(List<SignedPermit> permits, List<Problem> unreadable) {
  /** How the names of those beside a bundle end. */
  public static final String SUFFIX = ".permit.dsse.json";

  private static final int MOST = 64;
  private static final int MOST_NAMES = 10_000;

  /** Copies the lists. */
  public PermitFiles {
    permits = List.copyOf(permits);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads them.
   *
   * @param bundles beside which they may lie
   * @param named further files
   */
  public static PermitFiles read(MediumFiles medium, List<BundleFiles> bundles, List<Path> named) {
    List<SignedPermit> permits = new ArrayList<>();
    List<Problem> unreadable = new ArrayList<>();
    SequencedSet<Path> files = new LinkedHashSet<>(named);
    bundles.stream()
        .map(BundleFiles::folder)
        .distinct()
        .forEach(folder -> files.addAll(beside(medium, folder, unreadable)));
    for (Path file : files.stream().limit(MOST).toList()) {
      try {
        permits.add(parse(bytes(medium, file), file));
      } catch (SkerryException e) {
        unreadable.add(e.problem());
      }
    }
    files.stream()
        .skip(MOST)
        .findFirst()
        .ifPresent(file -> unreadable.add(refuse(file, "is one too many: " + MOST + " are read")));
    return new PermitFiles(permits, unreadable);
  }

  /** Of a file that is none, name the file: a stick may carry many. */
  private static SignedPermit parse(byte[] bytes, Path file) {
    String name = file.toString();
    try {
      return SignedPermit.parse(bytes, name);
    } catch (SkerryException e) {
      Problem why = e.problem();
      String inside = why.item().equals(name) ? "" : "is no permit: " + why.item() + " ";
      throw new SkerryException(ReadError.PERMIT, name, inside + why.reason(), e);
    }
  }

  private static List<Path> beside(MediumFiles medium, Path folder, List<Problem> unreadable) {
    try {
      return medium.names(folder, MOST_NAMES).stream()
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(folder::resolve)
          .toList();
    } catch (IOException e) {
      unreadable.add(refuse(folder, "cannot be read: " + Reasons.of(e)));
      return List.of();
    }
  }

  private static byte[] bytes(MediumFiles medium, Path file) {
    try (MediumFiles.Opened opened = medium.open(file)) {
      long size = opened.size();
      if (size > Limits.V1.envelope()) {
        throw new SkerryException(
            refuse(file, "has %,d bytes, %,d are the most".formatted(size, Limits.V1.envelope())));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      int count = 0;
      while (count >= 0 && bytes.hasRemaining()) {
        count = opened.read(bytes, bytes.position());
      }
      return bytes.array();
    } catch (IOException e) {
      throw new SkerryException(
          ReadError.PERMIT, file.toString(), "cannot be read: " + Reasons.of(e), e);
    }
  }

  private static Problem refuse(Path path, String reason) {
    return new SkerryException(ReadError.PERMIT, path.toString(), reason).problem();
  }
}

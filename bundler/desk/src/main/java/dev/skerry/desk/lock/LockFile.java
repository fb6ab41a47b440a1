package dev.skerry.desk.lock;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.shape.Parsed;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code bundle.lock.yaml}, beside {@code bundle.yaml}. */
public final class LockFile {
  private LockFile() {}

  /** Where the lock of a {@code bundle.yaml} lies: the same name with {@code .lock} in it. */
  public static Path beside(Path bundle) {
    String name = bundle.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return bundle.resolveSibling(name + ".lock.yaml");
  }

  /**
   * Reads the lock if there is one.
   *
   * @throws SkerryException {@link DeskError#LOCK_YAML}
   */
  public static Optional<BundleLock> find(Path file) {
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Reads the lock.
   *
   * @throws SkerryException {@link DeskError#LOCK_YAML}, {@link DeskError#NO_LOCK}
   */
  public static BundleLock read(Path file) {
    if (!Files.exists(file)) {
      throw new SkerryException(DeskError.NO_LOCK, file.toString(), "is not there");
    }
    return parse(file.toString(), LocalFiles.read(file, Limits.V1.list()));
  }

  /** Reads bytes; {@code name} is what they are called. */
  static BundleLock parse(String name, byte[] utf8) {
    return Parsed.read(name, utf8, Limits.V1.list(), LockModel.LOCK, (lock, faults) -> {})
        .orThrow(DeskError.LOCK_YAML, name);
  }

  /** Writes the lock whole or not at all. */
  public static void write(Path file, BundleLock lock) {
    LocalFiles.write(file, bytes(lock));
  }

  /** The bytes of the file. */
  static byte[] bytes(BundleLock lock) {
    return LockText.of(lock);
  }
}

package dev.skerry.desk.describe;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.shape.Parsed;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;

/** Step 1: reads {@code bundle.yaml} (design section 3). */
public final class Describe {
  private Describe() {}

  /**
   * Reads a file.
   *
   * @throws SkerryException {@link DeskError#UNREADABLE}, {@link DeskError#BUNDLE_YAML}
   */
  public static BundleSpec read(Path file) {
    byte[] utf8 = LocalFiles.read(file, Limits.V1.plan());
    return parse(file, utf8).orThrow(DeskError.BUNDLE_YAML, file.toString());
  }

  /**
   * Reads bytes.
   *
   * @param file what they are called; relative paths start at its folder
   */
  public static Parsed<BundleSpec> parse(Path file, byte[] utf8) {
    return Parsed.read(
        file.toString(), utf8, Limits.V1.plan(), BundleModel.bundle(file), SpecRules::check);
  }
}

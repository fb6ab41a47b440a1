package dev.skerry.format.archive;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a bundle's files on a stick are called (format section 7). */
public final class VolumeNames {
  /** The default size of a volume in bytes: below FAT32's limit, a multiple of 64 KiB. */
  public static final long DEFAULT_SIZE = 4_294_901_760L;

  /** At most so many volumes. */
  public static final int MOST = 999;

  private static final Pattern VOLUME = Pattern.compile("(.+)\\.skerry(?:\\.([0-9]{3}))?");

  private VolumeNames() {}

  /**
   * A file of a bundle.
   *
   * @param bundle the bundle's name
   * @param number 1 to 999; empty for a bundle of one file
   */
  public record Volume(String bundle, OptionalInt number) {}

  /**
   * The name of a volume.
   *
   * @param number from 1
   * @param count how many volumes the bundle has
   */
  public static String name(String bundle, int number, int count) {
    if (number < 1 || number > count || count > MOST) {
      throw new IllegalArgumentException("no volume " + number + " of " + count);
    }
    return count == 1 ? bundle + ".skerry" : "%s.skerry.%03d".formatted(bundle, number);
  }

  /** Reads a file name; empty when it is not that of a volume. */
  public static Optional<Volume> parse(String fileName) {
    Matcher matcher = VOLUME.matcher(fileName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = matcher.group(2);
    return Optional.of(
        new Volume(
            matcher.group(1),
            number == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number))));
  }

  /** The file that lists the volumes. */
  public static String listName(String bundle) {
    return bundle + ".volumes.json";
  }
}

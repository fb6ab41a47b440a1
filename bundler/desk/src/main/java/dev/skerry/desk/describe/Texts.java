package dev.skerry.desk.describe;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Text;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.NodeImage;
import dev.skerry.upstream.source.Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The strings of {@code bundle.yaml} and of its lock. */
public final class Texts {
  /** A bundle is good for at most so long (format section 6, step 8). */
  static final Duration LONGEST = Duration.ofDays(1_096);

  private static final String NAME = "[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?";
  private static final String REPOSITORY =
      "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*";
  private static final String HOST =
      "(?:localhost|[A-Za-z0-9][A-Za-z0-9-]*(?:\\.[A-Za-z0-9.-]*|(?=:[0-9]))|\\[[0-9A-Fa-f:]+])"
          + "(?::[0-9]{1,5})?";
  private static final String FULL_REFERENCE =
      HOST
          + "/"
          + REPOSITORY
          + "(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(?:@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})";

  public static final Shape<String> PRODUCT =
      Text.of("a name of lower-case letters, digits and dashes, at most 40", NAME);
  public static final Shape<String> PART_NAME =
      Text.of(
          "a name of lower-case letters, digits and . _ - between them, at most 100",
          "(?=.{1,100}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
  public static final Shape<String> TAG =
      Text.of("a version that can be a tag", "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  public static final Shape<String> RELEASE =
      Text.of("a release, for instance v0.20.1", "v[0-9]+\\.[0-9]+\\.[0-9]+[A-Za-z0-9.+-]{0,40}");
  public static final Shape<String> K3S_VERSION =
      Text.of(
          "a K3s release, for instance v1.33.5+k3s1",
          "v[0-9]+\\.[0-9]+\\.[0-9]+(?:-[a-z0-9.]+)?\\+k3s[0-9]+");
  public static final Shape<String> PATH = Text.of("a path", "[^\\u0000-\\u001f]{1,1024}");
  public static final Shape<PathSpec> PLACED_PATH = PATH.as(PathSpec::new);
  public static final Shape<String> NAMED_PATH =
      Text.of(
          "a path whose last part can be a name of the bundle (else write name: and file:)",
          "(?:[^\\u0000-\\u001f]{0,1024}/)?[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*");
  public static final Shape<String> WORDS =
      Text.of("some words on one line", "[^\\u0000-\\u001f]{1,500}");
  public static final Shape<String> MEDIA_TYPE =
      Text.of(
          "a media type",
          "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");
  public static final Shape<Platform> PLATFORM =
      Text.of(
          "os/architecture[/variant], for instance linux/arm64",
          "[a-z0-9][a-z0-9._-]{0,31}(?:/[a-z0-9][a-z0-9._-]{0,31}){1,2}",
          Platform::parse);
  public static final Shape<Reference> REFERENCE =
      Text.of("an image reference in full", FULL_REFERENCE, Texts::reference);
  public static final Shape<String> FROM =
      Text.of(
          "oci:DIR[:TAG], oci-archive:FILE, docker-archive:FILE or a reference in full",
          "(?:oci|oci-archive|docker-archive):.+|(?:https?://)?" + FULL_REFERENCE,
          Texts::location);
  public static final Shape<Duration> PERIOD =
      Text.of(
          "a period of at most 1096 days: 12h, 180d, 26w or 2y (y = 365 days)",
          "[1-9][0-9]{0,4}[hdwy]",
          Texts::period);

  private Texts() {}

  private static Reference reference(String text) {
    Reference reference = Reference.parse(text);
    String full = NodeImage.withTag(text, "latest");
    if (!full.equals(text)) {
      throw new SkerryException(DeskError.SPELLING, text, "is not written in full: write " + full);
    }
    return reference;
  }

  private static String location(String text) {
    Location.parse(text, Path.of(""));
    return text;
  }

  private static Duration period(String text) {
    if (!text.matches("[1-9][0-9]{0,4}[hdwy]")) {
      return Duration.ZERO;
    }
    int number = Integer.parseInt(text.substring(0, text.length() - 1));
    Duration period =
        switch (text.charAt(text.length() - 1)) {
          case 'h' -> Duration.ofHours(number);
          case 'd' -> Duration.ofDays(number);
          case 'w' -> Duration.ofDays(7L * number);
          default -> Duration.ofDays(365L * number);
        };
    if (period.compareTo(LONGEST) > 0) {
      throw new SkerryException(
          DeskError.SPELLING, text, "is " + period.toDays() + " days, which no site accepts");
    }
    return period;
  }

  /** One word and no other. */
  public static Shape<String> only(String word) {
    return Shapes.word(new TreeMap<>(Map.of(word, word)));
  }

  /** The shape of a list of platforms. */
  static Shape<List<Platform>> platforms() {
    return new Many<>(PLATFORM, 1, 32);
  }
}

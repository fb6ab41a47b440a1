package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that members of a bundle may have (format section 1). */
public final class MemberName {
  public static final String ENVELOPE = "bundle.dsse.json";
  public static final String SUMS = "SHA256SUMS";
  public static final String SIZES = "SIZES";
  public static final String OCI_LAYOUT = "oci-layout";
  public static final String INDEX = "index.json";

  private static final Pattern ROOT =
      Pattern.compile("roots/([1-9][0-9]{0,2})\\.root\\.dsse\\.json");
  private static final Pattern EXTRA = Pattern.compile("head/[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");

  /** What a member is; in the order in which they stand in the archive. */
  public enum Kind {
    ENVELOPE,
    ROOT,
    SUMS,
    SIZES,
    EXTRA,
    OCI_LAYOUT,
    INDEX,
    BLOB
  }

  private MemberName() {}

  /** The kind of a member, empty for a name that format v1 does not define. */
  public static Optional<Kind> kind(String name) {
    return switch (name) {
      case ENVELOPE -> Optional.of(Kind.ENVELOPE);
      case SUMS -> Optional.of(Kind.SUMS);
      case SIZES -> Optional.of(Kind.SIZES);
      case OCI_LAYOUT -> Optional.of(Kind.OCI_LAYOUT);
      case INDEX -> Optional.of(Kind.INDEX);
      default -> kindByPattern(name);
    };
  }

  private static Optional<Kind> kindByPattern(String name) {
    if (BLOB.matcher(name).matches()) {
      return Optional.of(Kind.BLOB);
    }
    if (ROOT.matcher(name).matches()) {
      return Optional.of(Kind.ROOT);
    }
    return EXTRA.matcher(name).matches() ? Optional.of(Kind.EXTRA) : Optional.empty();
  }

  /** The member of a blob. */
  public static String blob(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /** The digest that a blob's name states, empty for other names. */
  public static Optional<Digest> blobDigest(String name) {
    Matcher matcher = BLOB.matcher(name);
    return matcher.matches() ? Optional.of(new Digest(matcher.group(1))) : Optional.empty();
  }

  /** The member of a root document. */
  public static String root(int version) {
    return "roots/" + version + ".root.dsse.json";
  }

  /** The version that a root document's name states, empty for other names. */
  public static OptionalInt rootVersion(String name) {
    Matcher matcher = ROOT.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** The member of a signed extra, for instance {@code OMITTED}. */
  public static String extra(String name) {
    return "head/" + name;
  }
}

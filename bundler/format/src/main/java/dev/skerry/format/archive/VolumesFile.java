package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NAME.volumes.json: sizes and digests of the volumes, by which damage can be told from forgery and
 * a bad volume is named at once (format section 7). Not signed, trusted for nothing else.
 *
 * @param name the bundle's name
 * @param statement digest of the statement's payload
 * @param length of the archive in bytes
 * @param head its first part, up to oci-layout
 * @param volumes in order
 */
public record VolumesFile(
    String name, Digest statement, long length, Head head, List<Volume> volumes) {
  /** The size of a chunk in bytes; the last of a volume may be shorter. */
  public static final int CHUNK = 4 * 1024 * 1024;

  /** The longest such file that is read, in bytes. */
  public static final int MOST_BYTES = Limits.V1.list();

  /** So many bytes of such a file hold all that stands before its volumes. */
  static final int BEGINNING = 1024;

  private static final String TYPE = "https://skerry.dev/volumes/v1";
  private static final Pattern HEAD =
      Pattern.compile(
          "\\{\"type\":\"%s\",\"name\":\"[a-z0-9-]+\",".formatted(Pattern.quote(TYPE))
              + "\"statement\":\"sha256:[0-9a-f]{64}\",\"length\":[0-9]+,"
              + "\"head\":\\{\"length\":([0-9]{1,18}),\"digest\":\"(sha256:[0-9a-f]{64})\"}");

  /**
   * The head.
   *
   * @param length in bytes
   * @param digest of those bytes
   */
  public record Head(long length, Digest digest) {}

  /**
   * One volume.
   *
   * @param name its file name
   * @param size in bytes
   * @param digest of the file
   * @param chunks digests of its chunks of {@link #CHUNK} bytes
   */
  public record Volume(String name, long size, Digest digest, List<Digest> chunks) {
    /** Refuses a number of chunks that does not fit the size. */
    public Volume {
      chunks = List.copyOf(chunks);
      if (size < 1 || chunks.size() != (size + CHUNK - 1) / CHUNK) {
        throw refuse(
            name,
            Amounts.count(chunks.size(), "chunk does", "chunks do")
                + " not make "
                + size
                + " bytes");
      }
    }
  }

  /** Refuses volumes that do not make the whole. */
  public VolumesFile {
    volumes = List.copyOf(volumes);
    long sum = volumes.stream().mapToLong(Volume::size).sum();
    if (sum != length || head.length() < 0 || head.length() > length) {
      throw refuse(name, "volumes of " + sum + " bytes do not make " + length);
    }
  }

  /**
   * Reads the file.
   *
   * @param item its name, for messages
   * @throws SkerryException {@link ArchiveError#VOLUMES_FILE}
   */
  public static VolumesFile parse(byte[] bytes, String item) {
    if (bytes.length > MOST_BYTES) {
      throw refuse(item, "is longer than " + MOST_BYTES + " bytes");
    }
    Fields fields =
        Fields.of(
            JsonReader.lenient(bytes, ArchiveError.VOLUMES_FILE, item),
            "",
            ArchiveError.VOLUMES_FILE);
    if (!fields.text("type").equals(TYPE)) {
      throw fields.refuse("type", "is not " + TYPE);
    }
    Fields head = fields.object("head");
    return new VolumesFile(
        fields.text("name"),
        digest(fields, "statement", fields.text("statement")),
        fields.number("length"),
        new Head(head.number("length"), digest(head, "digest", head.text("digest"))),
        fields.objects("volumes", VolumesFile::volume));
  }

  /**
   * The head as the first bytes of such a file give it, in the spelling of {@link #bytes}: a list
   * of many volumes is long, and nobody signed it.
   *
   * @return empty where they are spelled otherwise
   */
  static Optional<Head> head(byte[] beginning) {
    Matcher found = HEAD.matcher(new String(beginning, StandardCharsets.ISO_8859_1));
    return found.lookingAt()
        ? Optional.of(new Head(Long.parseLong(found.group(1)), Digest.parse(found.group(2))))
        : Optional.empty();
  }

  private static Volume volume(Fields fields) {
    return new Volume(
        fields.text("name"),
        fields.number("size"),
        digest(fields, "digest", fields.text("digest")),
        fields.texts("chunks").stream().map(text -> digest(fields, "chunks", text)).toList());
  }

  private static Digest digest(Fields fields, String name, String text) {
    if (!Digest.isDigest(text)) {
      throw fields.refuse(name, "is \"" + text + "\", which is no digest");
    }
    return Digest.parse(text);
  }

  /** The file's bytes. */
  public byte[] bytes() {
    return JsonText.object()
        .put("type", TYPE)
        .put("name", name)
        .put("statement", statement.toString())
        .put("length", length)
        .object("head", h -> h.put("length", head.length()).put("digest", head.digest().toString()))
        .objects("volumes", volumes, VolumesFile::write)
        .bytes();
  }

  private static void write(JsonText text, Volume volume) {
    text.put("name", volume.name())
        .put("size", volume.size())
        .put("digest", volume.digest().toString())
        .strings("chunks", volume.chunks().stream().map(Digest::toString).toList());
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(
        ArchiveError.VOLUMES_FILE, item.isEmpty() ? "volumes.json" : item, reason);
  }
}

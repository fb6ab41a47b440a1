package dev.skerry.desk.lock;

import dev.skerry.desk.describe.Texts;
import dev.skerry.desk.shape.Field;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Table;
import dev.skerry.desk.shape.Text;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.format.document.Kind;
import dev.skerry.upstream.collect.Pin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every field of {@code bundle.lock.yaml}; the reading side of {@link LockText}. */
final class LockModel {
  private static final Shape<Digest> DIGEST_TEXT =
      Text.of("a SHA-256 digest", "sha256:[0-9a-f]{64}", Digest::parse);
  private static final Shape<Reference> REFERENCE_TEXT =
      Text.of("an image reference", "\\S+", Reference::parse);

  private static final Field<String> NAME = need("name", Texts.PART_NAME);
  private static final Field<String> PATH = need("path", Texts.PATH);
  private static final Field<Long> COUNTER = need("counter", Shapes.count(1));
  private static final Field<Digest> DIGEST = need("digest", DIGEST_TEXT);
  private static final Field<Long> SIZE = need("size", Shapes.count(0));
  private static final Field<String> MEDIA_TYPE = need("mediaType", Texts.MEDIA_TYPE);
  private static final Field<String> ARTIFACT_TYPE =
      Field.optional("artifactType", Texts.MEDIA_TYPE, "");
  private static final Field<String> TAG = need("tag", Texts.TAG);

  private static final Field<Reference> REFERENCE = need("reference", REFERENCE_TEXT);
  private static final Field<String> OS = Field.optional("os", Texts.PART_NAME, "");
  private static final Field<Long> OS_COUNTER = Field.optional("counter", Shapes.count(1), "");
  private static final Field<String> FROM = need("from", Texts.FROM);
  private static final Field<String> ASKED = Field.optional("referrersAsked", Texts.WORDS, "");
  private static final Field<List<Platform>> PLATFORMS =
      Field.optional("platforms", Many.of(Texts.PLATFORM), "");
  private static final Field<Boolean> FOREIGN =
      Field.optional("foreign", Shapes.word(new TreeMap<>(Map.of("skip", true))), "");
  private static final Field<String> VERSION = need("version", Texts.TAG);
  private static final Field<String> IMAGE_VERSION = Field.optional("version", Texts.WORDS, "");
  private static final Field<List<Descriptor>> REFERRERS =
      Field.optional(
          "referrers",
          Many.of(
              Table.of(
                  "a referrer",
                  List.of(DIGEST, MEDIA_TYPE, ARTIFACT_TYPE, SIZE),
                  v -> descriptor(v, v.get(ARTIFACT_TYPE)))),
          "");

  private record Tagged(String tag, Descriptor descriptor) {}

  private static final Field<List<Tagged>> TAGS =
      Field.optional(
          "tags",
          Many.of(
              Table.of(
                  "a tag",
                  List.of(TAG, DIGEST, MEDIA_TYPE, SIZE),
                  v -> new Tagged(v.need(TAG), descriptor(v, Optional.empty())))),
          "");
  private static final Field<List<LockedImage>> IMAGES =
      list(
          "images",
          Table.of(
              "an image",
              List.of(
                  REFERENCE,
                  OS,
                  OS_COUNTER,
                  FROM,
                  DIGEST,
                  MEDIA_TYPE,
                  SIZE,
                  PLATFORMS,
                  FOREIGN,
                  ASKED,
                  IMAGE_VERSION,
                  REFERRERS,
                  TAGS),
              LockModel::image));

  private static final Field<Platform> PLATFORM = need("platform", Texts.PLATFORM);
  private static final Field<Digest> ROOTFS_DIGEST = need("rootfs", DIGEST_TEXT);
  private static final Field<List<LockedRootfs>> ROOTFS =
      list(
          "rootfs",
          Table.of(
              "a root filesystem",
              List.of(
                  NAME, VERSION, PATH, PLATFORM, COUNTER, ROOTFS_DIGEST, DIGEST, MEDIA_TYPE, SIZE),
              v ->
                  new LockedRootfs(
                      v.need(NAME),
                      v.need(VERSION),
                      v.need(PATH),
                      v.need(PLATFORM),
                      v.need(COUNTER),
                      v.need(ROOTFS_DIGEST),
                      descriptor(v, Optional.empty()))));
  private static final Field<List<LockedFile>> FILES = list("files", file(Kind.FILE));
  private static final Field<List<LockedFile>> PLANS = list("plans", file(Kind.PLAN));

  private static final Field<String> API_VERSION = need("apiVersion", Texts.only("skerry.dev/v1"));
  private static final Field<String> KIND = need("kind", Texts.only("BundleLock"));
  private static final Field<String> PRODUCT = need("product", Texts.PRODUCT);
  private static final Field<String> CHANNEL = need("channel", Texts.PRODUCT);

  /** The shape of the whole file. */
  static final Shape<BundleLock> LOCK =
      Table.of(
          "a lock",
          List.of(API_VERSION, KIND, PRODUCT, CHANNEL, IMAGES, ROOTFS, FILES, PLANS),
          v ->
              new BundleLock(
                  v.need(PRODUCT),
                  v.need(CHANNEL),
                  v.list(IMAGES),
                  v.list(ROOTFS),
                  v.list(FILES),
                  v.list(PLANS)));

  private LockModel() {}

  private static LockedImage image(Table.Values v) {
    SortedMap<String, Descriptor> tags = new TreeMap<>();
    v.list(TAGS).forEach(t -> tags.put(t.tag(), t.descriptor()));
    Pin pin =
        new Pin(
            descriptor(v, Optional.empty()),
            v.list(PLATFORMS),
            v.flag(FOREIGN),
            v.list(REFERRERS),
            tags,
            v.get(IMAGE_VERSION));
    OptionalLong counter = v.get(OS_COUNTER).map(OptionalLong::of).orElse(OptionalLong.empty());
    return new LockedImage(
        v.need(REFERENCE),
        v.get(OS),
        counter,
        v.need(FROM),
        v.get(ASKED).orElse(LockedImage.ALL),
        pin);
  }

  private static Shape<LockedFile> file(Kind kind) {
    return Table.of(
        "a file",
        List.of(NAME, PATH, COUNTER, DIGEST, SIZE),
        v ->
            new LockedFile(
                kind, v.need(NAME), v.need(PATH), v.need(DIGEST), v.need(SIZE), v.need(COUNTER)));
  }

  private static Descriptor descriptor(Table.Values v, Optional<String> artifactType) {
    return new Descriptor(
        v.need(MEDIA_TYPE), v.need(DIGEST), v.need(SIZE), artifactType, Map.of(), Optional.empty());
  }

  private static <T> Field<T> need(String name, Shape<T> shape) {
    return Field.required(name, shape, "");
  }

  private static <T> Field<List<T>> list(String name, Shape<T> item) {
    return Field.optional(name, Many.of(item), "");
  }
}

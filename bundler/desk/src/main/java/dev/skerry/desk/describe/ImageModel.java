package dev.skerry.desk.describe;

import dev.skerry.desk.shape.Either;
import dev.skerry.desk.shape.Field;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Table;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.upstream.collect.ReferrerFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fields of {@code images:} and {@code os:}. */
final class ImageModel {
  private static final Field<Reference> NAME =
      Field.required("name", Texts.REFERENCE, "The name that nodes pull it under, in full.");
  private static final Field<String> FROM =
      Field.optional("from", Texts.FROM, "Another source than the name says.");
  private static final Field<List<Platform>> PLATFORMS =
      Field.optional("platforms", Texts.platforms(), "Its own platforms where they differ.");
  private static final Shape<ReferrerFilter> REFERRER_TYPES =
      new Many<>(Texts.MEDIA_TYPE, 1, 64)
          .as((types, at) -> new ReferrerFilter.Types(Set.copyOf(types)));
  private static final Field<ReferrerFilter> REFERRERS =
      Field.optional(
          "referrers",
          Either.scalarOr(
              Shapes.word(
                  new TreeMap<String, ReferrerFilter>(
                      Map.of("all", new ReferrerFilter.All(), "none", new ReferrerFilter.None()))),
              REFERRER_TYPES),
          "Signatures, SBOMs and the like that travel: all (default), none, or artifact types.");
  private static final Field<Boolean> FOREIGN =
      Field.optional(
          "foreign",
          Shapes.word(new TreeMap<>(Map.of("carry", false, "skip", true))),
          "Whether non-distributable layers travel: carry (default) or skip.");

  private static final Shape<ImageSpec> LONG =
      Table.of(
          "an image",
          List.of(NAME, FROM, PLATFORMS, REFERRERS, FOREIGN),
          v -> image(v, v.need(NAME)));

  /** An entry of {@code images:}. */
  static final Shape<ImageSpec> IMAGE = Either.scalarOr(Texts.REFERENCE.as(ImageSpec::of), LONG);

  private static final Field<String> OS_NAME =
      Field.required(
          "name", Texts.PART_NAME, "What the system is called; its counter belongs to it.");
  private static final Field<Reference> OS_IMAGE =
      Field.required("image", Texts.REFERENCE, "The image, under the name that nodes pull.");
  private static final Shape<OsSpec> OS_FROM_IMAGE =
      Table.of(
          "a name and an image",
          List.of(OS_NAME, OS_IMAGE, FROM, PLATFORMS, REFERRERS, FOREIGN),
          v -> new OsSpec.FromImage(v.need(OS_NAME), image(v, v.need(OS_IMAGE))));
  private static final Field<String> VERSION =
      Field.required("version", Texts.TAG, "The version; becomes the tag.");
  private static final Field<PathSpec> ROOTFS =
      Field.required("rootfs", Texts.PLACED_PATH, "The root filesystem: a folder or a tar.");
  private static final Field<Platform> OS_PLATFORM =
      Field.optional(
          "platform", Texts.PLATFORM, "What it runs on; needed when the bundle has several.");
  private static final Shape<OsSpec> OS_FROM_ROOTFS =
      Table.of(
          "a name, a version and a rootfs",
          List.of(OS_NAME, VERSION, ROOTFS, OS_PLATFORM),
          v ->
              new OsSpec.FromRootfs(
                  v.need(OS_NAME), v.need(VERSION), v.need(ROOTFS), v.get(OS_PLATFORM), v.at()));

  /** An entry of {@code os:}. */
  static final Shape<OsSpec> OS = Either.withKey("rootfs", OS_FROM_ROOTFS, OS_FROM_IMAGE);

  private ImageModel() {}

  private static ImageSpec image(Table.Values v, Reference name) {
    return new ImageSpec(
        name,
        v.get(FROM),
        v.get(PLATFORMS).orElse(List.of()),
        v.get(REFERRERS).orElse(new ReferrerFilter.All()),
        v.get(FOREIGN).orElse(false),
        v.at());
  }
}

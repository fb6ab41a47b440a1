package dev.skerry.desk.describe;

import dev.skerry.desk.shape.Either;
import dev.skerry.desk.shape.Field;
import dev.skerry.desk.shape.Many;
import dev.skerry.desk.shape.Shape;
import dev.skerry.desk.shape.Shapes;
import dev.skerry.desk.shape.Table;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.plans.HiddenImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every field of {@code bundle.yaml} (design section 3): what it is called, what it looks like,
 * what it means. Both the reader and the published JSON Schema are made of this table.
 */
final class BundleModel {
  private static final Field<String> API_VERSION =
      Field.required("apiVersion", Texts.only("skerry.dev/v1"), "The version of this format.");
  private static final Field<String> KIND =
      Field.required("kind", Texts.only("Bundle"), "Always Bundle.");
  private static final Field<String> PRODUCT =
      Field.required("product", Texts.PRODUCT, "The product that the sites' roots speak for.");
  private static final Field<String> CHANNEL =
      Field.required("channel", Texts.PRODUCT, "The channel; a site follows one.");
  private static final Field<Duration> EXPIRES =
      Field.required("expires", Texts.PERIOD, "How long the bundle is good, from its issue.");
  private static final Field<List<AudienceEntry>> AUDIENCE =
      Field.optional(
          "audience",
          Many.of(AudienceModel.ENTRY),
          "Which sites it is for, in Fleet's words; no entry: all that trust the root.");
  private static final Field<List<Platform>> PLATFORMS =
      Field.required(
          "platforms", Texts.platforms(), "The platforms of every image that names none.");
  private static final Field<List<ImageSpec>> IMAGES =
      Field.optional("images", Many.of(ImageModel.IMAGE), "Images that the site shall hold.");
  private static final Field<List<ControllerSpec>> CONTROLLERS =
      Field.optional(
          "controllers",
          Many.of(controllers()),
          "Controllers that the site runs; their own images join the bundle.");
  private static final Field<String> K3S_RELEASE =
      Field.required("version", Texts.K3S_VERSION, "The release, for instance v1.33.5+k3s1.");
  private static final Field<List<K3sSpec>> K3S =
      Field.optional(
          "k3s",
          Many.of(
              Table.of(
                  "a K3s release",
                  List.of(K3S_RELEASE),
                  v -> new K3sSpec(v.need(K3S_RELEASE), v.at()))),
          "K3s releases: binary, airgap images, sums, install.sh.");
  private static final Field<List<OsSpec>> OS =
      Field.optional("os", Many.of(ImageModel.OS), "Operating system images.");
  private static final Field<List<FileSpec>> FILES =
      Field.optional("files", Many.of(files()), "Files that travel with the bundle.");
  private static final Field<List<PlanSpec>> PLANS =
      Field.optional("plans", Many.of(PlanModel.PLAN), "Upgrade plans for the site's cluster.");
  private static final Field<List<Reference>> ASSUMES =
      Field.optional("assumes", Many.of(Texts.REFERENCE), "Images that the site holds already.");
  private static final Field<List<PathSpec>> POLICIES =
      Field.optional("policies", Many.of(Texts.PLACED_PATH), "Policy files.");
  private static final Field<List<PathSpec>> CRLS =
      Field.optional(
          "crls", Many.of(Texts.PLACED_PATH), "Revocation lists for signers' certificates.");
  private static final Field<List<DowngradeSpec>> DOWNGRADE =
      Field.optional(
          "downgrade", Many.of(downgrades()), "Leave for a counter to fall, with the reason.");

  private static final List<Field<?>> FIELDS =
      List.of(
          API_VERSION,
          KIND,
          PRODUCT,
          CHANNEL,
          EXPIRES,
          AUDIENCE,
          PLATFORMS,
          IMAGES,
          CONTROLLERS,
          K3S,
          OS,
          FILES,
          PLANS,
          ASSUMES,
          POLICIES,
          CRLS,
          DOWNGRADE);

  private BundleModel() {}

  /** The shape of a whole file; {@code file} becomes part of what is read. */
  static Shape<BundleSpec> bundle(Path file) {
    return Table.of("a bundle", FIELDS, v -> spec(file, v));
  }

  private static BundleSpec spec(Path file, Table.Values v) {
    return new BundleSpec(
        file,
        v.need(PRODUCT),
        v.need(CHANNEL),
        v.need(EXPIRES),
        v.list(AUDIENCE),
        v.need(PLATFORMS),
        v.list(IMAGES),
        v.list(CONTROLLERS),
        v.list(K3S),
        v.list(OS),
        v.list(FILES),
        v.list(PLANS),
        v.list(ASSUMES).stream().map(Reference::toString).toList(),
        v.list(POLICIES),
        v.list(CRLS),
        v.list(DOWNGRADE));
  }

  private static Shape<ControllerSpec> controllers() {
    List<Field<String>> fields =
        HiddenImages.CONTROLLERS.stream()
            .map(name -> Field.optional(name, Texts.RELEASE, "The release of this controller."))
            .toList();
    return new Table<>(
        "one controller with its release",
        List.copyOf(fields),
        true,
        v ->
            fields.stream()
                .filter(f -> v.get(f).isPresent())
                .map(f -> controller(f.name(), v.need(f), v))
                .findFirst()
                .orElseThrow());
  }

  private static ControllerSpec controller(String name, String version, Table.Values v) {
    HiddenImages.of(name, version);
    return new ControllerSpec(name, version, v.at());
  }

  private static Shape<FileSpec> files() {
    Field<String> name =
        Field.required("name", Texts.PART_NAME, "Its name in the bundle; keeps its counter.");
    Field<PathSpec> file = Field.required("file", Texts.PLACED_PATH, "The file.");
    Shape<FileSpec> named =
        Table.of(
            "a name and a file",
            List.of(name, file),
            v -> new FileSpec(v.need(name), v.need(file)));
    return Either.scalarOr(Texts.NAMED_PATH.as((p, at) -> FileSpec.of(new PathSpec(p, at))), named);
  }

  private static Shape<DowngradeSpec> downgrades() {
    Map<String, String> kinds = Map.of("os", "os", "k3s", "k3s", "plan", "plan", "file", "file");
    Field<String> kind =
        Field.required("kind", Shapes.word(new TreeMap<>(kinds)), "What goes back.");
    Field<String> name = Field.required("name", Texts.PART_NAME, "Its name; k3s for K3s.");
    Field<String> reason = Field.required("reason", Texts.WORDS, "Why; every signer sees it.");
    return Table.of(
        "leave to go back",
        List.of(kind, name, reason),
        v -> new DowngradeSpec(v.need(kind), v.need(name), v.need(reason), v.at()));
  }
}

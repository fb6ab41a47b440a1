package dev.skerry.upstream.content;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.manifest.Descriptors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code index.json} of a layout: names of manifests (image-spec 1.1, "image-layout.md"). */
public final class LayoutIndex {
  /** The annotation that names a manifest. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final Path file;
  private final Path parts;

  LayoutIndex(Path folder, Path parts) {
    this.file = folder.resolve("index.json");
    this.parts = parts;
  }

  /** The entries of an {@code index.json}. */
  public static List<Descriptor> parse(byte[] json, String item) {
    return Fields.of(
            JsonReader.lenient(json, UpstreamError.BROKEN_SOURCE, item),
            item,
            UpstreamError.BROKEN_SOURCE)
        .objects("manifests", Descriptors::read);
  }

  /** The name of an entry, where it has one. */
  public static Optional<String> nameOf(Descriptor entry) {
    return Optional.ofNullable(entry.annotations().get(REF_NAME));
  }

  void makeWhereMissing() {
    if (!Files.exists(file)) {
      merge(new TreeMap<>());
    }
  }

  /** Adds names, replacing those that exist. */
  void merge(SortedMap<String, Descriptor> names) {
    try (Claim _ = Claim.of(parts.resolve("index.json.lock"))) {
      SortedMap<String, Descriptor> all = new TreeMap<>();
      for (Descriptor entry : read()) {
        nameOf(entry).ifPresent(name -> all.put(name, entry));
      }
      names.forEach((name, descriptor) -> all.put(name, named(descriptor, name)));
      Folders.replace(parts.resolve("index.json"), file, write(List.copyOf(all.values())));
    } catch (IOException e) {
      throw StoreFailure.of(file, e);
    }
  }

  private List<Descriptor> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Limits.V1.list() + 1);
      if (bytes.length > Limits.V1.list()) {
        throw new SkerryException(
            UpstreamError.TOO_LARGE, file.toString(), "has over " + Limits.V1.list() + " bytes");
      }
      return parse(bytes, file.toString());
    }
  }

  private static Descriptor named(Descriptor descriptor, String name) {
    Map<String, String> annotations = new HashMap<>(descriptor.annotations());
    annotations.put(REF_NAME, name);
    return new Descriptor(
        descriptor.mediaType(),
        descriptor.digest(),
        descriptor.size(),
        descriptor.artifactType(),
        annotations,
        descriptor.platform());
  }

  private static byte[] write(List<Descriptor> entries) {
    return JsonText.object()
        .put("schemaVersion", 2)
        .put("mediaType", MediaTypes.OCI_INDEX)
        .allObjects("manifests", entries, Descriptors::write)
        .bytes();
  }
}

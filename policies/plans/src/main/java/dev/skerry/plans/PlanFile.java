package dev.skerry.plans;

import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.yaml.Yaml;
import dev.skerry.plans.yaml.YamlException;
import dev.skerry.plans.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A plan file: all its documents together are one plan of a bundle (format section 4). Bytes are
 * kept, for they travel and are applied unchanged.
 */
public final class PlanFile {
  /** What a plan may be called: it becomes a repository, a file name and an Addon of K3s. */
  public static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");

  private final String name;
  private final byte[] bytes;
  private final List<PlanDoc> documents;

  private PlanFile(String name, byte[] bytes, List<PlanDoc> documents) {
    this.name = name;
    this.bytes = bytes;
    this.documents = documents;
  }

  /**
   * Reads a plan file.
   *
   * @param name the file's name or path: its last part without extension names the plan
   * @param yaml at most 1 MiB
   * @throws SkerryException one of {@link PlanError} 9001 to 9004
   */
  public static PlanFile parse(String name, byte[] yaml) {
    List<PlanDoc> documents = new ArrayList<>();
    try {
      for (Yaml document : YamlReader.documents(yaml)) {
        documents.add(document(name, document));
      }
    } catch (YamlException e) {
      throw new SkerryException(PlanError.NOT_YAML, name + ":" + e.at(), e.reason());
    }
    if (documents.stream().noneMatch(d -> d.kind().acts())) {
      throw new SkerryException(PlanError.NO_PLAN, name, "has nothing that a controller acts on");
    }
    return new PlanFile(name, yaml.clone(), List.copyOf(documents));
  }

  /** The name that a plan file gives its plan: the base name without extension. */
  public static String planName(String fileName) {
    String base = fileName.substring(fileName.lastIndexOf('/') + 1);
    String plan = base.replaceFirst("\\.(ya?ml|json)$", "");
    if (!NAME.matcher(plan).matches()) {
      throw new SkerryException(
          PlanError.FILE_NAME,
          fileName,
          "gives the plan the name \"" + plan + "\", which K3s and registries do not take");
    }
    return plan;
  }

  private static PlanDoc document(String file, Yaml document) {
    if (!(document instanceof Yaml.Mapping node)) {
      throw new SkerryException(
          PlanError.WRONG_KIND, file + ":" + document.at(), "is no Kubernetes object");
    }
    String api = node.scalar("apiVersion").map(Yaml.Scalar::text).orElse("");
    String word = node.scalar("kind").map(Yaml.Scalar::text).orElse("");
    Optional<PlanKind> kind = PlanKind.of(api, word);
    if (kind.isEmpty()) {
      throw new SkerryException(
          PlanError.WRONG_KIND,
          file + ":" + node.at(),
          "has apiVersion \"" + api + "\" and kind \"" + word + "\", which no plan file holds");
    }
    return new PlanDoc(
        kind.get(),
        word,
        node.scalar("metadata", "name").map(Yaml.Scalar::text).orElse(""),
        node.scalar("metadata", "namespace").map(Yaml.Scalar::text),
        node);
  }

  /** The name that it was parsed under. */
  public String name() {
    return name;
  }

  /** The file's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Its documents, in order. */
  public List<PlanDoc> documents() {
    return documents;
  }

  /** Every image that a node will pull for this plan, in the order of the file. */
  public List<NamedImage> images() {
    return documents.stream().map(PlanDoc::images).flatMap(Collection::stream).toList();
  }
}

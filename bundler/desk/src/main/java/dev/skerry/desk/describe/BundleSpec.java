package dev.skerry.desk.describe;

import dev.skerry.format.Platform;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.plans.yaml.Mark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a person wrote in {@code bundle.yaml}, sound in itself (design section 3).
 *
 * @param file the file, whose folder relative paths start at
 * @param expires how long the bundle is good, counted from its issue
 * @param platforms those of every image that names none itself, ascending
 * @param assumes images that the site holds already, in full
 * @param policies paths of policy files
 * @param crls paths of revocation lists
 */
public record BundleSpec(
    Path file,
    String product,
    String channel,
    Duration expires,
    List<AudienceEntry> audience,
    List<Platform> platforms,
    List<ImageSpec> images,
    List<ControllerSpec> controllers,
    List<K3sSpec> k3s,
    List<OsSpec> os,
    List<FileSpec> files,
    List<PlanSpec> plans,
    List<String> assumes,
    List<PathSpec> policies,
    List<PathSpec> crls,
    List<DowngradeSpec> downgrade) {
  /** Copies the lists. */
  public BundleSpec {
    audience = List.copyOf(audience);
    platforms = platforms.stream().sorted().distinct().toList();
    images = List.copyOf(images);
    controllers = List.copyOf(controllers);
    k3s = List.copyOf(k3s);
    os = List.copyOf(os);
    files = List.copyOf(files);
    plans = List.copyOf(plans);
    assumes = assumes.stream().sorted().distinct().toList();
    policies = List.copyOf(policies);
    crls = List.copyOf(crls);
    downgrade = List.copyOf(downgrade);
  }

  /** A path of {@code bundle.yaml}, resolved against its folder. */
  public Path resolve(String path) {
    return folder().resolve(path).normalize();
  }

  /** The folder that relative paths start at. */
  public Path folder() {
    return file.toAbsolutePath().resolveSibling("");
  }

  /** {@code bundle.yaml:12:5}: a place, for messages. */
  public String place(Mark at) {
    return file + ":" + at;
  }
}

package dev.skerry.desk.describe;

import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.plans.yaml.Mark;
import java.util.List;
import java.util.Optional;

/** An operating system image under a name that its counter belongs to. */
public sealed interface OsSpec {
  /** The name, for instance {@code edge-os}. */
  String name();

  /** The reference that nodes pull it under. */
  Reference reference();

  /** Where it stands. */
  Mark at();

  /** One that somebody built already. */
  record FromImage(String name, ImageSpec image) implements OsSpec {
    @Override
    public Reference reference() {
      return image.name();
    }

    @Override
    public Mark at() {
      return image.at();
    }
  }

  /**
   * One to build from a root filesystem.
   *
   * @param version becomes the tag
   * @param rootfs a folder or a tar
   * @param platform what it runs on; left out: the bundle's only one
   */
  record FromRootfs(
      String name, String version, PathSpec rootfs, Optional<Platform> platform, Mark at)
      implements OsSpec {
    /** What it runs on. */
    public Platform platform(List<Platform> ofBundle) {
      return platform.orElseGet(ofBundle::getFirst);
    }

    @Override
    public Reference reference() {
      return new Reference(
          Optional.empty(), "skerry/os/" + name, Optional.of(version), Optional.empty());
    }
  }
}

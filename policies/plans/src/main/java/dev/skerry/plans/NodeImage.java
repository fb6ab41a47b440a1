package dev.skerry.plans;

import dev.skerry.format.Reference;

/** How a container runtime completes an image name before it pulls (containerd, Docker). */
public final class NodeImage {
  private NodeImage() {}

  /**
   * The name in full: {@code docker.io} where no registry is named, {@code library/} below it where
   * there is one part only. Tag and digest stay as they are.
   */
  public static String full(String image) {
    int slash = image.indexOf('/');
    boolean hosted = slash > 0 && Reference.isHost(image.substring(0, slash));
    String host = hosted ? image.substring(0, slash) : "docker.io";
    String rest = hosted ? image.substring(slash + 1) : image;
    if (host.equals("index.docker.io")) {
      host = "docker.io";
    }
    String library = host.equals("docker.io") && rest.indexOf('/') < 0 ? "library/" : "";
    return host + "/" + library + rest;
  }

  /** Whether the image names a tag or a digest; a registry's port is neither. */
  public static boolean pinned(String image) {
    return image.indexOf('@') >= 0 || image.lastIndexOf(':') > image.lastIndexOf('/');
  }

  /** The image in full, with {@code tag} where it has neither tag nor digest. */
  public static String withTag(String image, String tag) {
    return full(pinned(image) ? image : image + ":" + tag);
  }

  /** A version as the system-upgrade-controller makes a tag of it: {@code +} becomes {@code -}. */
  public static String munged(String version) {
    return version.replace('+', '-');
  }
}

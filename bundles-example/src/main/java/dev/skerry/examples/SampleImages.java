package dev.skerry.examples;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills a depot with small stand-ins for the images that the demo's bundle names: two platforms
 * each, layers that do not compress, the same bytes at every run.
 */
public final class SampleImages {
  private static final int LAYER = 600 * 1024;
  private static final Set<Platform> PLATFORMS =
      Set.of(new Platform("amd64", "linux"), new Platform("arm64", "linux"));
  private static final List<String> IMAGES =
      List.of(
          "acme/app:1.0",
          "acme/app:2.0",
          "acme/edge-os:2.3.0",
          "acme/edge-os:2.4.0",
          "quay/acme/app:1.0",
          "rancher/kubectl:v1.30.3",
          "rancher/system-upgrade-controller:v0.20.1");

  private final String depot;
  private final Path scratch;
  private final Map<String, Path> files = new ConcurrentHashMap<>();

  private SampleImages(String depot, Path scratch) {
    this.depot = depot;
    this.scratch = scratch;
  }

  /**
   * Pushes them all.
   *
   * @param args host and port of the depot, and a folder for work files
   */
  public static void main(String[] args) throws Exception {
    // Jib asks this before it sends anything over plain HTTP.
    System.setProperty("sendCredentialsOverHttp", "false");
    SampleImages samples = new SampleImages(args[0], Files.createDirectories(Path.of(args[1])));
    try (var pool = Executors.newFixedThreadPool(IMAGES.size())) {
      List<Callable<String>> pushes =
          IMAGES.stream().<Callable<String>>map(image -> () -> samples.push(image)).toList();
      for (Future<String> pushed : pool.invokeAll(pushes)) {
        System.out.println("  pushed " + pushed.get());
      }
    }
  }

  private String push(String image) throws Exception {
    String name = image.substring(0, image.indexOf(':'));
    JibContainerBuilder builder =
        Jib.fromScratch()
            // Jib 0.28.1 makes no OCI index.
            .setFormat(ImageFormat.Docker)
            .setPlatforms(PLATFORMS)
            .setEntrypoint("/app/program")
            .addFileEntriesLayer(layer("program", image))
            .addFileEntriesLayer(layer("base", name))
            .addFileEntriesLayer(layer("common", "of all images"));
    builder.containerize(
        Containerizer.to(RegistryImage.named(depot + "/" + image))
            .setAllowInsecureRegistries(true)
            .setApplicationLayersCache(scratch.resolve("cache"))
            .setBaseImageLayersCache(scratch.resolve("cache"))
            .setToolName("skerry-demo"));
    return image;
  }

  /** A layer of one file whose bytes follow from the seed alone. */
  private FileEntriesLayer layer(String name, String seed) throws IOException {
    return FileEntriesLayer.builder()
        .setName(name)
        .addEntry(files.computeIfAbsent(seed, this::file), AbsoluteUnixPath.get("/app/" + name))
        .build();
  }

  private Path file(String seed) {
    byte[] bytes = new byte[LAYER];
    new Random(seed.hashCode()).nextBytes(bytes);
    byte[] line = ("#!/bin/sh\necho " + seed + "\n").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(line, 0, bytes, 0, line.length);
    try {
      return Files.write(scratch.resolve(Integer.toHexString(seed.hashCode())), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

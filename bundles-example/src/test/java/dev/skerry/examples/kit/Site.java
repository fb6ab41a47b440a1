package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code skerryd} of the packed distribution on free ports of loopback. */
public final class Site implements AutoCloseable {
  private static final Pattern REGISTRY = Pattern.compile("(?m)^registry https?://(\\S+)$");
  private static final Pattern ADMIN = Pattern.compile("(?m)^admin https?://(\\S+)$");

  private final Path data;
  private final Daemon daemon;

  private Site(Path data, Daemon daemon) {
    this.data = data;
    this.daemon = daemon;
  }

  /** Starts the service on a data folder that {@code init} made. */
  public static Site serve(Path data, String... options) {
    return serve(Map.of(), data, options);
  }

  /** The same with more in its environment. */
  public static Site serve(Map<String, String> environment, Path data, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("serve", "--data", data.toString()));
    arguments.addAll(List.of("--registry", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
    arguments.addAll(List.of(options));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    Daemon daemon =
        Daemon.start(log, environment, Dist.command("skerryd", arguments.toArray(String[]::new)));
    return new Site(data, daemon.until(() -> ADMIN.matcher(daemon.output()).find()));
  }

  /** Sets up and starts a depot: push enabled, no root. */
  public static Site depot(Path data) {
    Dist.skerryd(data.getParent(), "init", "--data", data.toString(), "--depot").exits(0);
    return serve(data);
  }

  /** Host and port of its registry. */
  public String registry() {
    return address(REGISTRY);
  }

  /** Host and port of its admin API. */
  public String admin() {
    return address(ADMIN);
  }

  /** Its data folder. */
  public Path data() {
    return data;
  }

  /** The files in folders of its data: {@code blobs} holds, {@code quarantine} waits. */
  public List<Path> files(String... folders) {
    List<Path> found = new ArrayList<>();
    for (String folder : folders) {
      Path below = data.resolve(folder);
      if (Files.exists(below)) {
        try (var files = Files.find(below, 4, (path, kind) -> kind.isRegularFile())) {
          files.forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }

  /** Its process. */
  public Daemon daemon() {
    return daemon;
  }

  private String address(Pattern line) {
    Matcher found = line.matcher(daemon.output());
    if (!found.find()) {
      throw new AssertionError(daemon.output());
    }
    return found.group(1);
  }

  @Override
  public void close() {
    daemon.close();
  }
}

package dev.skerry.gateway.origin;

import dev.skerry.format.Progress;
import dev.skerry.format.archive.MediumCalls;
import dev.skerry.format.archive.Patience;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the media apart on which paths lie: mount point, filesystem, and of what a stick says of
 * itself vendor, model and serial number. All of it can be imitated: it says which stick to look
 * for, not that it is the one.
 */
public final class MediumFacts {
  private static final Logger LOG = Logger.getLogger(MediumFacts.class.getName());

  /** Media of one import that are described. */
  private static final int MEDIA = 8;

  /** An import begins without them where the kernel does not answer: its reads tell why. */
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5), List.of());

  private final KernelFiles files;
  private final MediumCalls calls;

  MediumFacts(KernelFiles files, Patience patience) {
    this.files = files;
    this.calls = new MediumCalls(patience);
  }

  /** Facts of this machine's media. */
  public static MediumFacts real() {
    return new MediumFacts(KernelFiles.real(), PATIENCE);
  }

  /**
   * Facts by name, fit for a log; with those of a second medium the names end in {@code .2}. What
   * cannot be told is left out, and nothing is thrown; a medium that does not answer within some
   * seconds is told as {@code medium}.
   *
   * @param paths absolute
   */
  public SortedMap<String, String> of(List<Path> paths) {
    Path first = paths.getFirst();
    try {
      return calls.sitting(Progress.none()).ask(first, first, () -> asked(paths));
    } catch (IOException | SkerryException e) {
      LOG.log(Level.WARNING, "a medium cannot be described: {0}", e.getMessage());
      return new TreeMap<>(Map.of("medium", "does not answer"));
    }
  }

  /** On a thread that may be left behind: what it makes is its own. */
  private SortedMap<String, String> asked(List<Path> paths) {
    SortedMap<String, String> facts = new TreeMap<>();
    try {
      int number = 1;
      for (Mount mount : mounts(paths)) {
        String end = number == 1 ? "" : "." + number;
        of(mount).forEach((name, value) -> facts.put(name + end, value));
        number++;
      }
    } catch (RuntimeException e) {
      // A boundary: what a stranger's stick says of itself keeps no bundle out.
      LOG.log(Level.WARNING, "a medium cannot be described", e);
    }
    return facts;
  }

  private List<Mount> mounts(List<Path> paths) {
    SequencedSet<Mount> found = new LinkedHashSet<>();
    List<Path> places = paths.stream().map(MediumFacts::resolved).distinct().toList();
    List<Mount> table =
        KernelFiles.lines(files.at("proc/self/mountinfo"))
            .flatMap(line -> Mount.parse(line).stream())
            .toList();
    places.forEach(place -> Mount.of(table.stream(), place).ifPresent(found::add));
    return found.stream().limit(MEDIA).toList();
  }

  /** Where a path leads. An import follows no link in its last place, so such a one is meant. */
  private static Path resolved(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return Files.isSymbolicLink(absolute)
          ? absolute.resolveSibling("").toRealPath().resolve(absolute.getFileName())
          : absolute.toRealPath();
    } catch (IOException e) {
      return absolute.normalize();
    }
  }

  private SortedMap<String, String> of(Mount mount) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("mount", KernelFiles.shown(mount.point()));
    facts.put("filesystem", KernelFiles.shown(mount.type()));
    facts.put("device", KernelFiles.shown(mount.source()));
    BlockDevice.of(files, mount).ifPresent(device -> device.describe(facts));
    return facts;
  }
}

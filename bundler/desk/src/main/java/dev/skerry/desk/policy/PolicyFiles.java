package dev.skerry.desk.policy;

import dev.skerry.cel.Gate;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.file.Node;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.desk.LocalFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Policy files on the desk's disk. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * Reads and compiles policies.
   *
   * @param files by the name that messages call them
   * @throws dev.skerry.format.error.SkerryException what is wrong with the first that is wrong
   */
  public static PolicySet compile(SequencedMap<String, Path> files, Gate gate) {
    List<Policy> policies = new ArrayList<>();
    files.forEach((name, file) -> policies.add(PolicyFile.parse(name, bytes(file))));
    return PolicySet.of(policies, gate);
  }

  /**
   * What people name: files, and folders as gateways ask them.
   *
   * @throws dev.skerry.format.error.SkerryException what is wrong with a folder
   */
  public static SequencedMap<String, Path> named(List<Path> paths) {
    SequencedMap<String, Path> files = new LinkedHashMap<>();
    for (Path path : paths) {
      List<Path> all =
          Files.isDirectory(path) ? PolicyFolder.list(path).asked(path) : List.of(path);
      all.forEach(file -> files.put(file.toString(), file));
    }
    return files;
  }

  /** A policy file's or a test file's bytes. */
  static byte[] bytes(Path file) {
    return LocalFiles.read(file, Node.MOST_BYTES);
  }
}

package dev.skerry.desk.policy;

import dev.skerry.cel.PolicyError;
import dev.skerry.desk.DeskError;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in a folder of policies, by name.
 *
 * @param policies {@code *.yaml}
 * @param tests {@code *.test.yaml}
 * @param strangers other files, with which a gateway takes nothing
 */
record PolicyFolder(List<Path> policies, List<Path> tests, List<Path> strangers) {
  /** How the names of tests end. */
  static final String TEST = ".test.yaml";

  private static final String POLICY = ".yaml";
  private static final int MOST_FILES = 512;

  /** Copies the lists. */
  PolicyFolder {
    policies = List.copyOf(policies);
    tests = List.copyOf(tests);
    strangers = List.copyOf(strangers);
  }

  /**
   * Lists one, without hidden files, which gateways pass over, too.
   *
   * @throws SkerryException {@link DeskError#UNREADABLE}
   */
  static PolicyFolder list(Path folder) {
    List<Path> policies = new ArrayList<>();
    List<Path> tests = new ArrayList<>();
    List<Path> strangers = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(PolicyFolder::seen).limit(MOST_FILES).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(TEST)) {
          tests.add(file);
        } else {
          (name.endsWith(POLICY) ? policies : strangers).add(file);
        }
      }
    } catch (IOException e) {
      throw new SkerryException(
          DeskError.UNREADABLE, folder.toString(), "cannot be listed: " + Reasons.of(e), e);
    }
    return new PolicyFolder(policies, tests, strangers);
  }

  private static boolean seen(Path file) {
    return !String.valueOf(file.getFileName()).startsWith(".");
  }

  /**
   * The policies, as a gateway whose folder it is asks them.
   *
   * @throws SkerryException {@link PolicyError#POLICY_FILE} where there is another file, or none
   */
  List<Path> asked(Path folder) {
    strangers.stream()
        .findFirst()
        .ifPresent(file -> {
          throw refuse(file, "is no policy: their names end with " + POLICY);
        });
    if (policies.isEmpty()) {
      throw refuse(folder, "has no policies");
    }
    return policies;
  }

  private static SkerryException refuse(Path file, String reason) {
    return new SkerryException(PolicyError.POLICY_FILE, file.toString(), reason);
  }
}

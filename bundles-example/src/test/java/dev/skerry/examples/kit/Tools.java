package dev.skerry.examples.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Real programs that tests run; where one is missing a developer's run skips, and CI fails. */
public final class Tools {
  private Tools() {}

  /** Says that the test needs these programs. */
  public static void need(String... programs) {
    for (String program : programs) {
      available(onPath(program), program + " is not installed");
    }
  }

  /** Says that the test needs to be root. */
  public static void needRoot() {
    available("root".equals(System.getProperty("user.name")), "not running as root");
  }

  /** Says that the test needs a folder beside the project; where its parent is, CI has it. */
  public static void needFolder(Path folder, Path parent) {
    boolean there = Files.isDirectory(folder);
    if (Files.isDirectory(parent)) {
      available(there, folder + " is missing");
    }
    Assumptions.assumeTrue(there, folder + " is missing");
  }

  private static void available(boolean there, String reason) {
    if (System.getenv("CI") != null) {
      Assertions.assertTrue(there, reason);
    }
    Assumptions.assumeTrue(there, reason);
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}

package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import org.junit.jupiter.api.Test;

/** The demo is the first thing that a newcomer runs. */
class DemoIT {
  @Test
  void theDemoPlaysTheMainJobToItsEnd() {
    Run demo = Run.in(Project.root(), "bundles-example/demo").exits(0);
    assertThat(demo.out()).contains("equal to the last byte").contains("Done.");
  }
}

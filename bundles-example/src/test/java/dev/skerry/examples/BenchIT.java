package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import org.junit.jupiter.api.Test;

/** The bench measures to its end; what it measures is no test's business. */
class BenchIT {
  @Test
  void everyFigureIsPrintedBesideItsPeer() {
    Tools.need("skopeo", "docker-registry", "curl", "python3");
    Run bench =
        Run.in(Project.root(), "bundles-example/bench", "--runs", "1", "--megabytes", "6").exits(0);
    assertThat(bench.out())
        .contains(
            "build / skopeo",
            "write / cp and sync",
            "import / cp and sync",
            "head judged and refused",
            "verify / SHA-256 of the JDK",
            "verify of a large bundle / SHA-256 of the JDK",
            "rate / docker-registry, 8 client(s)",
            "start to the first 200");
  }
}

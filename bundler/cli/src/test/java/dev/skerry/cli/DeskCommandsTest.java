package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskCommandsTest {
  @TempDir Path dir;
  private Path bundle;
  private PlayedConsole console;

  @BeforeEach
  void setUp() {
    bundle = dir.resolve("desk/bundle.yaml");
    console = new PlayedConsole().with("XDG_DATA_HOME", dir.resolve("data").toString());
  }

  @Test
  void initNamesWhatItWroteAndRefusesASecondTime() {
    assertThat(console.run("init", dir.resolve("desk"))).isZero();
    assertThat(console.result()).contains("bundle.yaml", "plans");
    assertThat(console.run("init", dir.resolve("desk"))).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3006");
  }

  @Test
  void faultsOfTheBundleAreToldWithTheirPlaces() throws IOException {
    console.run("init", dir.resolve("desk"));
    Files.writeString(bundle, Files.readString(bundle).replace("expires: 180d", "expires: soon"));
    assertThat(console.run("lock", "-f", bundle)).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3001", "bundle.yaml:21:10: expires");
  }

  @Test
  void buildWithoutALockSaysWhatToDo() {
    console.run("init", dir.resolve("desk"));
    assertThat(console.run("build", "-f", bundle, "--root", dir, "--out", dir.resolve("out")))
        .isEqualTo(1);
    assertThat(console.said()).contains("SKY-3103", "skerry lock");
  }

  @Test
  void theExampleLocksTwiceWithTheChangesOfEach() {
    console.run("init", dir.resolve("desk"));
    assertThat(console.run("lock", "-f", bundle)).isZero();
    assertThat(console.result())
        .contains(
            "+ os registry.example.com/edge-os:1.0.0: ",
            "1 image, 1 file, 1 plan, changed as shown");
    assertThat(dir.resolve("data/skerry/oci-layout")).exists();
    assertThat(console.run("lock", "-f", bundle, "--json")).isZero();
    assertThat(console.result()).endsWith("\"files\":1,\"plans\":1}\n");
  }
}

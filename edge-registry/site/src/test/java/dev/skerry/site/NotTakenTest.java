package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.testing.TestBundle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotTakenTest extends SiteTest {
  @Test
  void whatTheLastImportRefusedIsToldUntilOneIsTaken() {
    assertThat(NotTaken.of(store.log())).isEmpty();
    TestBundle forged = TestBundle.sample(1);
    forged.signers = List.of("alice", "mallory");
    forged.write(stick);
    importStick();
    NotTaken refused = NotTaken.of(store.log()).orElseThrow();
    assertThat(refused.bundle()).isEqualTo("edge-fleet-stable-1");
    assertThat(refused.code()).isEqualTo("SKY-1111");
    assertThat(refused.reason()).contains("is signed by alice");
    Path good = TestBundle.sample(1).write(folder);
    importFrom(good);
    assertThat(NotTaken.of(store.log())).isEmpty();
  }

  @Test
  void whatWaitsForVolumesIsTold() {
    List<Path> volumes = TestBundle.sample(1).write(folder, 25_000);
    importFrom(volumes.getFirst());
    NotTaken waits = NotTaken.of(store.log()).orElseThrow();
    assertThat(waits.code()).isEqualTo("SKY-6003");
    assertThat(waits.reason()).contains("skerry.002");
  }
}

package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VolumesFileTest {
  private static final Digest D = Digest.of(new byte[] {1});
  private static final VolumesFile FILE =
      new VolumesFile(
          "edge-fleet-stable-42",
          D,
          VolumesFile.CHUNK + 1L + 7,
          new VolumesFile.Head(5, D),
          List.of(
              new VolumesFile.Volume("a.skerry.001", VolumesFile.CHUNK + 1L, D, List.of(D, D)),
              new VolumesFile.Volume("a.skerry.002", 7, D, List.of(D))));

  @Test
  void itIsReadAsItWasWritten() {
    assertThat(VolumesFile.parse(FILE.bytes(), "f")).isEqualTo(FILE);
  }

  @Test
  void itsFirstBytesTellTheHead() {
    byte[] beginning = Arrays.copyOf(FILE.bytes(), 300);
    assertThat(VolumesFile.head(beginning)).contains(FILE.head());
    assertThat(VolumesFile.head(Arrays.copyOf(beginning, 200))).isEmpty();
    assertThat(VolumesFile.head(Arrays.copyOfRange(beginning, 1, 300))).isEmpty();
  }

  @Test
  void volumesThatDoNotMakeTheWholeAreRefused() {
    String text = new String(FILE.bytes(), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            text.replace("\"size\":7", "\"size\":8"),
            text.replace("\"size\":7", "\"size\":-7"),
            text.replace("skerry.dev/volumes/v1", "skerry.dev/volumes/v2"),
            text.substring(1))) {
      assertThat(bad).isNotEqualTo(text);
      assertThatThrownBy(() -> VolumesFile.parse(bad.getBytes(StandardCharsets.UTF_8), "f"))
          .isInstanceOf(SkerryException.class);
    }
  }

  @Test
  void volumeNamesCountFromOneAndOneFileHasNoNumber() {
    assertThat(VolumeNames.name("a-stable-1", 1, 1)).isEqualTo("a-stable-1.skerry");
    assertThat(VolumeNames.name("a-stable-1", 12, 12)).isEqualTo("a-stable-1.skerry.012");
    assertThat(VolumeNames.parse("a-stable-1.skerry.012"))
        .contains(new VolumeNames.Volume("a-stable-1", OptionalInt.of(12)));
    assertThat(VolumeNames.parse("a-stable-1.skerry"))
        .contains(new VolumeNames.Volume("a-stable-1", OptionalInt.empty()));
    assertThat(VolumeNames.parse("a-stable-1.skerry.12")).isEmpty();
    assertThat(VolumeNames.parse("a-stable-1.skerry.001.part")).isEmpty();
  }
}

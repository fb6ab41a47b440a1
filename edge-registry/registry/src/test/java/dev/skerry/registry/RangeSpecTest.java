package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeSpecTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=500-1499, 500, 1499",
    "bytes=500-, 500, 2047",
    "bytes=-500, 1548, 2047",
    "bytes=2000-5000, 2000, 2047",
    "bytes=0-, 0, 2047",
    "bytes=0-0, 0, 0",
    "bytes=2047-2047, 2047, 2047",
    "bytes=-5000, 0, 2047",
    "bytes=0-999999999999999999, 0, 2047",
  })
  void oneRangeIsCutAtTheEnd(String header, long first, long last) {
    assertThat(RangeSpec.parse(header, 2048)).isEqualTo(new RangeSpec.Part(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=500-0", "bytes=5000-10000", "bytes=2048-", "bytes=-0"})
  void aRangeWithoutAByteIsOutside(String header) {
    assertThat(RangeSpec.parse(header, 2048)).isEqualTo(new RangeSpec.Outside());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=-",
        "bytes=0-1,3-4",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-1 ",
        "0-1",
        "bytes=9999999999999999999-"
      })
  void whatIsNoSingleRangeMeansAll(String header) {
    assertThat(RangeSpec.parse(header, 2048)).isEqualTo(new RangeSpec.Whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=-1", "bytes=5-9"})
  void emptyContentHasNoRange(String header) {
    assertThat(RangeSpec.parse(header, 0)).isEqualTo(new RangeSpec.Whole());
  }
}

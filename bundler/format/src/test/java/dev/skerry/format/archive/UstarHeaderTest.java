package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UstarHeaderTest {
  @Test
  void bytesOfAKnownHeaderNeverChange() {
    byte[] header = UstarHeader.of("index.json", 1234);
    assertThat(Digest.of(header).hex())
        .isEqualTo("0a5f307a9243ab8f51183d3fbf91b9f4add997693d32d1aa72e1428ffc72e7d3");
  }

  @Test
  void fieldsEndInNulAndNamesOfPeopleAreEmpty() {
    String header = new String(UstarHeader.of("oci-layout", 30), StandardCharsets.US_ASCII);
    assertThat(header).hasSize(512).startsWith("oci-layout\0");
    assertThat(header.substring(100, 136))
        .isEqualTo("0000644\0" + "0000000\0".repeat(2) + "00000000036\0");
    assertThat(header.substring(257, 265)).isEqualTo("ustar\u000000");
    assertThat(header.substring(265, 329)).isEqualTo("\0".repeat(64));
  }

  @Property
  void sizeAndSumCanBeReadBack(@ForAll @LongRange(max = (1L << 33) - 1) long size) {
    byte[] header = UstarHeader.of("blobs/sha256/" + "0".repeat(64), size);
    String text = new String(header, StandardCharsets.US_ASCII);
    assertThat(Long.parseLong(text.substring(124, 135), 8)).isEqualTo(size);
    long sum = 0;
    for (int i = 0; i < header.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    assertThat(Long.parseLong(text.substring(148, 154), 8)).isEqualTo(sum);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,511", "511,1", "512,0", "513,511", "8589934591,1"})
  void bodiesArePaddedToBlocks(long size, int padding) {
    assertThat(UstarHeader.padding(size)).isEqualTo(padding);
    assertThat(UstarHeader.span(size)).isEqualTo(512 + size + padding);
  }

  @Test
  void whatNoHeaderCanHoldIsRefused() {
    assertThatThrownBy(() -> UstarHeader.of("a", 1L << 33)).hasMessageContaining("8589934592");
    assertThatThrownBy(() -> UstarHeader.of("a".repeat(101), 1)).hasMessageContaining("aaa");
    assertThatThrownBy(() -> UstarHeader.of("a", -1)).hasMessageContaining("-1");
  }

  @ParameterizedTest
  @CsvSource({"0,10240", "512,9728", "9216,1024", "9728,10752", "10240,10240"})
  void theTrailerEndsOnATapeRecord(long end, int length) {
    assertThat(Trailer.length(end)).isEqualTo(length);
  }
}

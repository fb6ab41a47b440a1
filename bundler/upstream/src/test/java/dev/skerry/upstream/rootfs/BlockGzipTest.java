package dev.skerry.upstream.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockGzipTest {
  private static final int BLOCK = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 12_345})
  void whatGoesInComesOutOfAnyGzipReader(int size) throws IOException {
    byte[] input = new byte[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      input[i] = (byte) random.nextInt(i % 5 == 0 ? 256 : 4);
    }
    byte[] packed = pack(input, 100_000);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(in.readAllBytes()).isEqualTo(input);
    }
    assertThat(pack(input, BLOCK)).as("however it is written").isEqualTo(packed);
    assertThat(packed.length).isLessThan(serial(input) * 101 / 100 + 64);
  }

  private static byte[] pack(byte[] input, int step) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BlockGzip gzip = new BlockGzip(out)) {
      for (int i = 0; i < input.length; i += step) {
        gzip.write(input, i, Math.min(step, input.length - i));
      }
      gzip.finish();
    }
    return out.toByteArray();
  }

  private static int serial(byte[] input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(input);
    }
    return out.size();
  }
}

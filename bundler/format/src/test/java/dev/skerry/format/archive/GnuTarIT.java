package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GNU tar makes the same bytes. */
class GnuTarIT {
  @TempDir Path dir;

  @BeforeAll
  static void gnuTarIsThere() throws IOException, InterruptedException {
    boolean gnu = false;
    try {
      Process tar = new ProcessBuilder("tar", "--version").redirectErrorStream(true).start();
      String text = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      gnu = tar.waitFor() == 0 && text.contains("GNU tar");
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
    if (System.getenv("CI") != null) {
      assertThat(gnu).as("GNU tar").isTrue();
    }
    Assumptions.assumeTrue(gnu, "GNU tar is not installed");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 511, 512, 513, 0100000000, (1L << 33) - 1})
  void headersAreThoseOfGnuTar(long size) throws Exception {
    for (String name : List.of("a", "head/" + "x".repeat(64), "blobs/sha256/" + "f".repeat(64))) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(size);
      }
      assertThat(UstarHeader.of(name, size)).isEqualTo(firstBlock(name));
    }
  }

  @Test
  void theWholeImageIsThatOfGnuTar() throws Exception {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    Random random = new Random(7);
    List<Member> members = new ArrayList<>();
    bodies.put("oci-layout", new byte[30]);
    bodies.put("index.json", new byte[1024]);
    for (int size : new int[] {0, 1, 511, 512, 100_000}) {
      byte[] body = new byte[size];
      random.nextBytes(body);
      bodies.put(MemberName.blob(Digest.of(body)), body);
    }
    List<String> blobs =
        bodies.keySet().stream().filter(n -> n.startsWith("blobs")).sorted().toList();
    members.add(Member.of("oci-layout", bodies.get("oci-layout")));
    members.add(Member.of("index.json", bodies.get("index.json")));
    blobs.forEach(name -> members.add(Member.of(name, bodies.get(name))));
    Sizes sizes = Sizes.of(members);
    byte[] root = {1, 2, 3};
    List<Sums.Line> lines = new ArrayList<>();
    lines.add(new Sums.Line(MemberName.root(1), Digest.of(root)));
    lines.add(new Sums.Line(MemberName.SIZES, Digest.of(sizes.bytes())));
    members.forEach(m -> lines.add(new Sums.Line(m.name(), m.digest())));
    Sums sums = new Sums(lines);
    bodies.put("bundle.dsse.json", new byte[777]);
    bodies.put(MemberName.root(1), root);
    bodies.put("SHA256SUMS", sums.bytes());
    bodies.put("SIZES", sizes.bytes());

    BundleImage image = BundleImage.of(new byte[777], List.of(root), sums, sizes);

    List<String> order = new ArrayList<>(List.of("bundle.dsse.json", MemberName.root(1)));
    order.addAll(List.of("SHA256SUMS", "SIZES"));
    members.forEach(m -> order.add(m.name()));
    byte[] made = render(image, bodies);
    assertThat(made).hasSize((int) image.length()).isEqualTo(tar(order, bodies));
    byte[] afterHead = Arrays.copyOfRange(made, (int) image.headLength(), made.length);
    assertThat(afterHead).startsWith("oci-layout\0".getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] render(BundleImage image, Map<String, byte[]> bodies) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<Digest, byte[]> byDigest = new LinkedHashMap<>();
    bodies.values().forEach(b -> byDigest.put(Digest.of(b), b));
    for (BundleImage.Segment segment : image.segments()) {
      out.writeBytes(
          switch (segment) {
            case BundleImage.Known known -> known.bytes();
            case BundleImage.Header header -> header.bytes();
            case BundleImage.Body body -> byDigest.get(body.digest());
            case BundleImage.Zeros zeros -> new byte[(int) zeros.length()];
          });
    }
    return out.toByteArray();
  }

  private byte[] tar(List<String> names, Map<String, byte[]> bodies) throws Exception {
    for (String name : names) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bodies.get(name));
    }
    Path list = dir.resolve("names");
    Files.write(list, names);
    Process tar = start("--no-recursion", "-T", list.toString());
    byte[] bytes = tar.getInputStream().readAllBytes();
    assertThat(tar.waitFor()).isZero();
    return bytes;
  }

  private byte[] firstBlock(String name) throws Exception {
    Process tar = start(name);
    byte[] block = tar.getInputStream().readNBytes(512);
    tar.destroy();
    tar.waitFor();
    return block;
  }

  private Process start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("tar", "--format=ustar", "--mtime=@0", "--owner=0", "--group=0"));
    command.addAll(List.of("--numeric-owner", "--mode=0644", "-C", dir.toString(), "-cf", "-"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}

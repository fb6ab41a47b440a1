package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skerry.examples.kit.AdminApi;
import dev.skerry.examples.kit.ArchiveInMemory;
import dev.skerry.examples.kit.Mutations;
import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.SmallBundle;
import dev.skerry.examples.kit.SoundArchives;
import dev.skerry.examples.kit.Tools;
import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What our reader accepts of archives that keep every rule and of thousands of mutated ones, some
 * hundred different ones, is read alike, names, sizes, bytes and order, by GNU tar, Python and
 * Commons Compress. Signatures are left out of it: whoever can sign can also make archives.
 */
class DifferentialTarIT {
  private static final int MUTANTS = 6_000;
  private static final int SOUND = 500;
  private static final int HEADERS = 1_000;
  private static final String PYTHON =
      """
      import json, sys, tarfile
      from hashlib import sha256
      def members(path):
          with tarfile.open(path, "r:") as t:
              return ["%s %d %s" % (m.name, m.size, sha256(t.extractfile(m).read()).hexdigest())
                      for m in t.getmembers()]
      print(json.dumps({"archives": [members(path) for path in sys.argv[1:]]}))
      """;

  private static final Path SEED =
      Project.root().resolve("bundles-example/src/test/resources/fuzz/archive/good-thin");

  private static final String TAR =
      """
      for f in "$@"; do
        mkdir "$f.d" && tar -xvf "$f" -C "$f.d" > "$f.txt" || exit 1
      done
      """;

  @TempDir private static Path work;
  private static List<Path> accepted;
  private static Set<Digest> met;
  private static int refused;

  @BeforeAll
  static void mutate() throws IOException {
    Tools.need("tar", "python3");
    byte[] good = SmallBundle.release(work.resolve("small")).bytes();
    byte[] seed = Files.readAllBytes(SEED);
    Random random = new Random(20_261_125);
    SoundArchives sound = new SoundArchives(good, random);
    accepted = new ArrayList<>();
    met = new HashSet<>();
    keep(good);
    for (int i = 0; i < SOUND; i++) {
      keep(sound.next());
    }
    assertThat(refused).as("of those that keep every rule").isZero();
    for (Mutations.Mutation structure : Mutations.of(good)) {
      keep(structure.bytes());
    }
    for (int i = 0; i < HEADERS; i++) {
      keep(sound.nextWithAnotherHeader());
    }
    for (int i = 0; i < MUTANTS; i++) {
      keep(mutant(i % 2 == 0 ? good : seed, random));
    }
  }

  private static byte[] mutant(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at / 512 * 512));
        case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 512 * random.nextInt(4));
        default -> swapSignatureLetter(bytes, random);
      }
    }
    return bytes;
  }

  /** Most other changes are refused; these are not, for nobody judges the signature here. */
  private static void swapSignatureLetter(byte[] bytes, Random random) {
    int at = 512 + random.nextInt(4_096);
    if (at < bytes.length && bytes[at] == 'A') {
      bytes[at] = 'B';
    }
  }

  private static void keep(byte[] archive) throws IOException {
    if (!met.add(Digest.of(archive))) {
      return;
    }
    if (read(archive).isEmpty()) {
      refused++;
    } else {
      accepted.add(Files.write(work.resolve(accepted.size() + ".tar"), archive));
    }
  }

  private static Optional<List<String>> read(byte[] archive) {
    try {
      return Optional.of(
          ArchiveInMemory.read(archive).stream()
              .map(found -> line(found.name(), found.body()))
              .toList());
    } catch (SkerryException e) {
      return Optional.empty();
    }
  }

  private static String line(String name, byte[] body) {
    return name + " " + body.length + " " + Digest.of(body).hex();
  }

  private static List<String> ours(Path file) throws IOException {
    return read(Files.readAllBytes(file)).orElseThrow();
  }

  @Test
  void hundredsOfDifferentArchivesAreComparedAndThousandsRefused() {
    assertThat(refused).isGreaterThan(MUTANTS / 2);
    assertThat(accepted).hasSizeGreaterThan(SOUND);
  }

  @Test
  void pythonReadsAlike() throws IOException {
    Path script = Files.writeString(work.resolve("members.py"), PYTHON);
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    accepted.forEach(file -> command.add(file.toString()));
    String said = Run.ok(work, command.toArray(String[]::new));
    int i = 0;
    for (JsonNode archive : AdminApi.read(said).get("archives")) {
      List<String> theirs = new ArrayList<>();
      archive.forEach(line -> theirs.add(line.asText()));
      assertThat(theirs).as("%s", accepted.get(i)).isEqualTo(ours(accepted.get(i)));
      i++;
    }
    assertThat(i).isEqualTo(accepted.size());
  }

  @Test
  void commonsCompressReadsAlike() throws IOException {
    for (Path file : accepted) {
      assertThat(byCommonsCompress(Files.readAllBytes(file))).as("%s", file).isEqualTo(ours(file));
    }
  }

  private static List<String> byCommonsCompress(byte[] archive) throws IOException {
    List<String> lines = new ArrayList<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        lines.add(line(entry.getName(), in.readAllBytes()));
      }
    }
    return lines;
  }

  @Test
  void gnuTarReadsAlike() throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", TAR, "tar"));
    accepted.forEach(file -> command.add(file.toString()));
    Run.ok(work, command.toArray(String[]::new));
    for (Path file : accepted) {
      List<String> theirs = new ArrayList<>();
      for (String name : Files.readAllLines(Path.of(file + ".txt"))) {
        theirs.add(line(name, Files.readAllBytes(Path.of(file + ".d").resolve(name))));
      }
      assertThat(theirs).as("%s", file).isEqualTo(ours(file));
    }
  }

  /** A reader that sees one other byte of a body is found out. */
  @Test
  void oneOtherByteOfABodyIsADifference() throws IOException {
    byte[] archive = Files.readAllBytes(accepted.getFirst());
    archive[512 + 20] ^= 1;
    assertThat(byCommonsCompress(archive))
        .hasSameSizeAs(ours(accepted.getFirst()))
        .isNotEqualTo(ours(accepted.getFirst()));
  }
}

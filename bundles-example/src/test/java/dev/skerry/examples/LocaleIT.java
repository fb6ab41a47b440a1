package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files that are not ASCII, where the environment names no locale that has them. */
class LocaleIT {
  @TempDir private Path work;

  /** As a service or {@code ssh} may leave it; the last one is not installed. */
  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "xx_XX.UTF-8"})
  void aStickIsImportedAndReadWhateverItIsCalled(String locale) throws Exception {
    Map<String, String> environment = Map.of("LC_ALL", locale, "LC_CTYPE", "", "LANG", locale);
    Fleet made = Fleet.create(work.resolve("\u00fc dir"));
    Fleet fleet = made.with(made.desk().in(environment));
    Path stick = Files.move(fleet.release(1), work.resolve("stick-\u00fc"));
    Run verified =
        Dist.skerry(
            work,
            environment,
            "verify",
            "--root",
            fleet.desk().folder().resolve("root/1.root.dsse.json").toString(),
            "stick-\u00fc");
    assertThat(verified.exits(0).out()).contains("small-stable-1");
    Path data = fleet.site("north-1");
    try (Site site = Site.serve(environment, data)) {
      Fleet.importAt(environment, site.data(), stick).exits(0);
    }
    assertThat(Fleet.importAt(environment, data, work.resolve("stick-\u00e9")).err())
        .contains("stick-\u00e9");
  }
}

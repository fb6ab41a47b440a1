package dev.skerry.upstream.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationTest {
  private static final Path BASE = Path.of("/base");

  @ParameterizedTest
  @CsvSource({
    "oci:build/layout:v7, oci:/base/build/layout:v7",
    "oci:build/layout, oci:/base/build/layout",
    "oci:/abs:docker.io/acme/app:v1, oci:/abs:docker.io/acme/app:v1",
    "oci-archive:a.tar, oci-archive:/base/a.tar",
    "docker-archive:/abs/a.tar.gz, docker-archive:/abs/a.tar.gz",
    "docker.io/acme/app:v1, docker.io/acme/app:v1",
    "http://127.0.0.1:5000/acme/app:v1, http://127.0.0.1:5000/acme/app:v1",
    "https://quay.io/acme/app:v1, quay.io/acme/app:v1",
    "localhost/acme/app:v1, localhost/acme/app:v1",
  })
  void aSpellingIsReadAndWrittenAgain(String text, String again) {
    Location location = Location.parse(text, BASE);
    assertThat(location).hasToString(again);
    assertThat(Location.parse(again, Path.of("/other"))).isEqualTo(location);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx:1.29, docker.io/library/nginx:1.29",
    "acme/app:v1, docker.io/acme/app:v1",
    "docker.io/acme/app, has neither tag nor digest",
    "oci:, has no path",
    "oci-archive:, has no path",
  })
  void whatIsNotWrittenInFullIsRefusedWithTheFullForm(String text, String reason) {
    assertThatThrownBy(() -> Location.parse(text, BASE))
        .hasMessageContaining("SKY-2001")
        .hasMessageContaining(reason);
  }
}

package dev.skerry.gateway.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir private Path folder;
  private final List<Problem> told = new ArrayList<>();

  private Settings settings(String yaml) throws IOException {
    return settings(yaml, Map.of(), Map.of());
  }

  private Settings settings(
      String yaml, Map<Setting, String> options, Map<String, String> environment)
      throws IOException {
    DataFolder data = new DataFolder(folder);
    Files.writeString(data.settings(), yaml);
    return Settings.of(data, options, environment);
  }

  @Test
  void withoutAnyTheRegistryIsOnLoopbackWithoutTls() throws IOException {
    Settings settings = settings("");
    assertThat(settings.registry()).hasToString("127.0.0.1:5000");
    assertThat(settings.admin()).hasToString("127.0.0.1:5001");
    assertThat(settings.tls()).isEmpty();
    assertThat(settings.manifests()).isEmpty();
  }

  @Test
  void anOptionBeatsTheVariableAndThatTheFile() throws IOException {
    String yaml = "registry: '[::1]:1'\nadmin: 127.0.0.1:1\nreserve: 1\n";
    Map<String, String> environment = Map.of("SKERRY_ADMIN", "127.0.0.1:2", "SKERRY_RESERVE", "2");
    Settings settings = settings(yaml, Map.of(Setting.RESERVE, "3"), environment);
    assertThat(settings.registry()).hasToString("[::1]:1");
    assertThat(settings.admin()).hasToString("127.0.0.1:2");
    assertThat(settings.reserve()).hasValue(3);
    assertThat(settings.maxAge()).isEmpty();
    assertThat(settings("max-age: 30\n").maxAge()).contains(Duration.ofDays(30));
    assertThat(settings.servesRevoked()).isTrue();
    assertThat(settings("revoked: refuse\n").servesRevoked()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void anOptionWithoutAValueIsRefused(Setting setting) {
    assertThatThrownBy(() -> settings("", Map.of(setting, ""), Map.of()))
        .hasMessageContaining("SKY-8501")
        .hasMessageContaining("--" + setting.word());
  }

  @Test
  void anEmptyVariableIsNoSetting() throws IOException {
    assertThat(settings("", Map.of(), Map.of("SKERRY_REVOKED", "")).servesRevoked()).isTrue();
  }

  private Settings needing(String yaml, Map<Setting, String> options, Setting... needed)
      throws IOException {
    DataFolder data = new DataFolder(folder);
    Files.writeString(data.settings(), yaml);
    return Settings.of(data, options, Map.of(), Set.of(needed), told::add);
  }

  @Test
  void aFaultInASettingThatIsNotNeededIsToldAndIsAsIfNobodyHadSetIt() throws IOException {
    String yaml = "revoked: never\nscrub-rate: ten\nmax-age: 30\nadmin: 0.0.0.0:5001\n";
    Settings settings = needing(yaml, Map.of(), Setting.MAX_AGE);
    assertThat(settings.servesRevoked()).isTrue();
    assertThat(settings.scrubRate()).isEqualTo(10_000_000);
    assertThat(settings.maxAge()).contains(Duration.ofDays(30));
    assertThat(settings.admin()).hasToString("127.0.0.1:5001");
    assertThat(told).extracting(Problem::item).containsExactly("admin", "scrub-rate", "revoked");
    assertThatThrownBy(() -> needing(yaml, Map.of(), Setting.REVOKED))
        .hasMessageContaining("neither serve nor refuse");
    assertThatThrownBy(() -> needing("", Map.of(Setting.REVOKED, "never")))
        .hasMessageContaining("neither serve nor refuse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registri: a\nmax-age: 30", "- a", "a: [", "reserve: [a]\nmax-age: 30"})
  void aLineThatCannotBeReadStopsWhatNeedsAnySetting(String yaml) throws IOException {
    assertThatThrownBy(() -> needing(yaml, Map.of(), Setting.MAX_AGE))
        .hasMessageContaining("SKY-8501");
    Settings settings = needing(yaml, Map.of());
    assertThat(told).extracting(Problem::code).containsExactly("SKY-8501");
    assertThat(settings.maxAge().isPresent()).isEqualTo(yaml.contains("max-age"));
  }

  @Test
  void plansOfAReportGoNoWay() throws IOException {
    needing("{manifests: a, kubeconfig: b}", Map.of());
    assertThat(told).extracting(Problem::item).containsExactly("manifests");
  }

  private final List<String> looser = new ArrayList<>();

  private Settings tightened(
      String yaml, Map<Setting, String> options, Map<String, String> environment)
      throws IOException {
    DataFolder data = new DataFolder(folder);
    Files.writeString(data.settings(), yaml);
    return Settings.tightened(
        data,
        options,
        environment,
        EnumSet.allOf(Setting.class),
        problem -> looser.add(problem.text()));
  }

  @Test
  void ofAnImportOptionAndVariableOnlyTightenWhatTheFileSays() throws IOException {
    String yaml = "max-age: 14\nreserve: 7\nrevoked: refuse\n";
    Map<String, String> loose =
        Map.of("SKERRY_MAX_AGE", "9999", "SKERRY_RESERVE", "0", "SKERRY_REVOKED", "serve");
    Settings site = tightened(yaml, Map.of(), Map.of());
    assertThat(looser).isEmpty();
    assertThat(tightened(yaml, Map.of(), loose)).isEqualTo(site);
    assertThat(looser)
        .hasSize(3)
        .allMatch(line -> line.contains("SKY-8521"))
        .anyMatch(line -> line.contains("as 9999, looser than the site's own 14"));
    Map<Setting, String> strict = Map.of(Setting.MAX_AGE, "7", Setting.RESERVE, "8");
    Settings stricter = tightened(yaml, strict, loose);
    assertThat(stricter.maxAge()).contains(Duration.ofDays(7));
    assertThat(stricter.reserve()).hasValue(8);
    assertThat(stricter.servesRevoked()).isFalse();
  }

  @Test
  void whereTheFileSaysNothingAnImportsReserveIsTheStandardOneOrMore() throws IOException {
    long standard = new DataFolder(folder).standardReserve();
    assertThat(tightened("", Map.of(Setting.RESERVE, "0"), Map.of()).reserve()).hasValue(standard);
    assertThat(looser).singleElement().asString().contains("reserve", "is given as 0");
    Map<Setting, String> strict =
        Map.of(Setting.MAX_AGE, "9999", Setting.REVOKED, "refuse", Setting.RESERVE, standard + "1");
    Settings stricter = tightened("", strict, Map.of());
    assertThat(stricter.maxAge()).contains(Duration.ofDays(9999));
    assertThat(stricter.servesRevoked()).isFalse();
    assertThat(stricter.reserve()).hasValue(Long.parseLong(standard + "1"));
    assertThat(looser).hasSize(1);
  }

  @Test
  void pathsInTheFileAreRelativeToTheDataFolder() throws IOException {
    assertThat(settings("manifests: m\n").manifests()).contains(folder.resolve("m"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registri: 127.0.0.1:1", // unknown
        "registry: [a]", // a list
        "registry: localhost", // no port
        "registry: 127.0.0.1:65536",
        "reserve: much",
        "max-age: 0",
        "revoked: never",
        "scrub-rate: ten",
        "- a",
        "a: [",
        "tls-cert: a.pem", // without its key
        "admin: 0.0.0.0:5001", // others could reach it
        "{manifests: a, kubeconfig: b}",
      })
  void whatIsNoSettingIsRefusedWithItsPlace(String yaml) {
    assertThatThrownBy(() -> settings(yaml))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-8501");
  }
}

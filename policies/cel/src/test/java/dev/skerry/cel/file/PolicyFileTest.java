package dev.skerry.cel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a policy file is named with line and column; nothing is passed over. */
class PolicyFileTest {
  private static final String GOOD =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: mine
      description: A policy.
      at: [leave, enter]
      settings: {hosts: [docker.io], days: 3, strict: true}
      rules:
        - name: one
          each: content
          require: it.host in settings.hosts
          message: is wrong
      """;

  private static Policy parse(String text) {
    return PolicyFile.parse("p.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aGoodFileIsRead() {
    Policy policy = parse(GOOD);
    assertThat(policy.name()).isEqualTo("mine");
    assertThat(policy.gates()).hasSize(2);
    assertThat(policy.settings().values()).containsEntry("days", 3L).containsEntry("strict", true);
    assertThat(policy.rules())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.each()).isPresent();
          assertThat(r.require().text()).isEqualTo("it.host in settings.hosts");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "kind: Policy | kind: Polcy | p.yaml:2:7 | expected Policy",
        "name: mine | name: Mine! | p.yaml:3:7 | expected lower case",
        "description: A policy. | descripton: A policy. | p.yaml:4:1 | did you mean",
        "at: [leave, enter] | at: [leave, entre] | p.yaml:5:13 | neither leave nor enter",
        "at: [leave, enter] | at: [] | p.yaml:5:5 | is empty",
        "days: 3 | days: 1.5 | p.yaml:6:38 | expected a text",
        "days: 3 | days: 0x10 | p.yaml:6:38 | expected a decimal number",
        "strict: true | strict: yes | p.yaml:6:49 | expected true, false or a text",
        "[docker.io] | [docker.io, 3] | p.yaml:6:31 | does not fit into a list",
        "[docker.io] | [[docker.io]] | p.yaml:6:20 | expected one value",
        "- name: one | - name: 1 | p.yaml:8:11 | expected a text",
        "each: content | eech: content | p.yaml:9:5 | did you mean",
        "message: is wrong | message: '' | p.yaml:11:14 | expected a text",
        "message: is wrong | require: true | p.yaml:11:5 | stands here twice",
      })
  void whatIsWrongIsRefusedAtItsPlace(String good, String bad, String place, String reason) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> parse(GOOD.replace(good, bad)))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("SKY-9501");
              assertThat(e.problem().item()).isEqualTo(place);
              assertThat(e.problem().reason()).contains(reason);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "require: it.host in settings.hosts | require: '' | p.yaml:10:14 | is empty",
        "each: content | each: '  ' | p.yaml:9:11 | is empty, expected an expression",
        "it.host in | !it.host in | p.yaml:10:14 | has the tag !it.host",
        "it.host in | 'a' == it.host in | p.yaml:10:18 | expected <block end>",
        "it.host in | a ? b : c in | p.yaml:10:20 | mapping values are not allowed here",
      })
  void anExpressionThatYamlReadsOtherwiseIsRefusedWithWhatToDo(
      String good, String bad, String place, String reason) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> parse(GOOD.replace(good, bad)))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().item()).isEqualTo(place);
              assertThat(e.problem().reason()).contains(reason);
              assertThat(e.problem().next()).contains("write a bar after require:");
            });
  }

  @Test
  void aFileOfWindowsIsReadAndOneThatIsEmptyIsSaidToBe() {
    assertThat(parse("\ufeff" + GOOD.replace("\n", "\r\n"))).isEqualTo(parse(GOOD));
    for (String empty : new String[] {"", "# nothing\n", "---\n"}) {
      assertThatThrownBy(() -> parse(empty)).hasMessageContaining("p.yaml:1:1: is empty");
    }
    assertThatThrownBy(() -> parse("a: &a [x]\nb: *a\n"))
        .hasMessageContaining("has an alias of a list or a mapping");
  }

  @Test
  void tooLargeAFileAndTooManyRulesAreRefused() {
    assertThatThrownBy(() -> parse(GOOD + "#" + " ".repeat(Node.MOST_BYTES)))
        .hasMessageContaining("is longer than 65536 bytes");
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      rules.append("  - {name: r%d, require: 'true', message: m}\n".formatted(i));
    }
    assertThatThrownBy(() -> parse(GOOD + rules)).hasMessageContaining("64 are the most");
    assertThatThrownBy(() -> parse(GOOD.substring(0, GOOD.indexOf("rules:")) + "rules: []\n"))
        .hasMessageContaining("asks nothing");
  }
}

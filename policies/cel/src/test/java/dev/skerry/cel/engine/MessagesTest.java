package dev.skerry.cel.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.cel.Gate;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.format.error.SkerryException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the author of a policy reads when an expression of his is wrong. */
class MessagesTest {
  private static final String HEAD =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: mine
      description: A policy of a test.
      at: [enter]
      settings: {word: x}
      rules:
        - name: one
          message: is wrong
          require: |
            %s
      """;

  private static void refused(String expression, Consumer<SkerryException> said) {
    byte[] yaml = HEAD.replace("%s", expression).getBytes(UTF_8);
    assertThatThrownBy(() -> PolicySet.of(List.of(PolicyFile.parse("p.yaml", yaml)), Gate.ENTER))
        .isInstanceOfSatisfying(SkerryException.class, said::accept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "statment.name == '' | 11:7 | undeclared reference to 'statment' (did you mean"
            + " ~statement~?)",
        "statement.sequnce > 1 | 11:16 | undefined field 'sequnce' (did you mean ~sequence~?)",
        "weather == 'fine' | 11:7 | undeclared reference to 'weather'",
        "statement.sequence == 'x' | 11:26 | found no matching overload for '_==_' applied to"
            + " '(int, string)'",
        "true && | 11:14 | mismatched input '<EOF>'",
        "statement.sequence % 2 == weather | 11:33 | undeclared reference to 'weather'",
        "statement.sequence %d %s | 11:27 | undeclared reference to 'd'",
        "'a'.matches('(b') | 11:19 | error parsing regexp: missing closing ): `(b`",
        "now > timestamp('yesterday') | 11:23 | Text 'yesterday' could not be parsed at index 0",
        "now - now > duration('two days') | 11:28 | invalid duration format",
        "now.getHours('Europe/Nowhere') > 3 | 11:20 | Unknown time-zone ID: Europe/Nowhere",
        "'a'.matches('(a{100}){20}') | 11:19 | Regex pattern exceeds allowed program size",
      })
  void eachNamesThePlaceTheFaultAndWhatMayHaveBeenMeant(
      String expression, String place, String reason) {
    refused(
        expression,
        e -> {
          assertThat(e.problem().code()).isEqualTo("SKY-9502");
          assertThat(e.problem().item()).isEqualTo("p.yaml:" + place);
          assertThat(e.problem().reason().lines().findFirst().orElse(""))
              .startsWith(reason.replace('~', '"'))
              .doesNotContain("candidates", "container", "expecting");
          assertThat(e.problem().reason()).contains("    | " + expression).endsWith("^");
        });
  }

  @Test
  void ofALongLineWhatIsNearTheCaretIsShown() {
    String many = "true && ".repeat(60);
    refused(
        many + "foo && " + many + "true",
        e -> {
          List<String> lines = e.problem().reason().lines().toList();
          assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
          int caret = lines.get(2).indexOf('^');
          assertThat(lines.get(1).substring(caret)).startsWith("foo && ");
          assertThat(lines.get(1)).contains("| …").endsWith("…");
        });
  }

  @Test
  void ofWhatIsTooLongTheBeginningIsShown() {
    refused(
        "true && ".repeat(600) + "true",
        e -> {
          assertThat(e.problem().reason()).contains("limit 4096", "\n    | true && ");
          assertThat(e.problem().reason()).hasSizeLessThan(300);
        });
  }
}

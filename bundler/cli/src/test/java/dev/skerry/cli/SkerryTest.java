package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkerryTest {
  private final PlayedConsole console = new PlayedConsole();

  @Test
  void aSignalSaysWhatIsTrueOfEachCommand() {
    assertThat(Skerry.next("verify", "/media/stick")).endsWith("nothing was changed.");
    assertThat(Skerry.next("write", "x.statement"))
        .endsWith("it goes on with what was written by now.");
    assertThat(Skerry.line(new PlayedConsole()).getSubcommands().keySet())
        .filteredOn(command -> Skerry.next(command).endsWith("nothing was changed."))
        .containsExactlyInAnyOrder("verify", "inspect", "ls", "policy", "completion");
  }

  @Test
  void helpNamesCommandsAndExitCodes() {
    assertThat(console.run("--help")).isZero();
    assertThat(console.result()).contains("completion", "7   the gateway cannot be reached");
  }

  @Test
  void everyCommandHasHelpAndVersion() {
    assertThat(console.run("completion", "--help")).isZero();
    assertThat(console.result()).contains("--version", "bash and zsh");
    assertThat(console.run("completion", "--version")).isZero();
    assertThat(console.result()).contains("skerry (unpacked)");
  }

  @Test
  void anUnknownCommandIsWrongUsageWithASuggestion() {
    assertThat(console.run("completoin")).isEqualTo(2);
    assertThat(console.said()).contains("SKY-8101", "skerry completion", "--help");
    assertThat(console.result()).isEmpty();
  }

  @Test
  void aNumberThatIsNoneIsSaidWithoutTheTypesOfJava() {
    Object[] write = {"write", "a.statement", "--to", "stick", "--volume-size", "100k"};
    assertThat(console.run(write)).isEqualTo(2);
    assertThat(console.said()).contains("'--volume-size': '100k' is no whole number");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(console.run()).isEqualTo(2);
    assertThat(console.said()).contains("SKY-8101");
  }

  @Test
  void withJsonAFailureIsAlsoJson() {
    assertThat(console.run("completion", "--json")).isEqualTo(2);
    assertThat(console.result())
        .startsWith("{\"error\":{\"code\":\"SKY-8101\"")
        .contains("\"exit\":2");
  }

  @Test
  void aFaultOfJavaItselfIsAProblemAndNoStackTrace() {
    console.breaking(new VerifyError("Bad type on operand stack\nException Details:\n  Location:"));
    assertThat(console.run("completion")).isEqualTo(1);
    assertThat(console.said())
        .contains("SKY-8103", "VerifyError", "Bad type on operand stack", "next: ")
        .doesNotContain("Exception Details", "\tat ");
  }

  @Test
  void completionCompletesCommands() {
    assertThat(console.run("completion")).isZero();
    assertThat(console.result()).contains("complete -F _complete_skerry", "completion");
  }
}

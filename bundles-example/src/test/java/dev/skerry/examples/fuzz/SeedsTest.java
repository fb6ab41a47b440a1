package dev.skerry.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every seed, and every input that once was a finding, is judged as its name says. */
class SeedsTest {
  @ParameterizedTest
  @EnumSource
  void everySeedIsJudgedAsItsNameSays(Parser parser) {
    Map<String, byte[]> seeds = Seeds.of(parser);
    assertThat(seeds.keySet())
        .anyMatch(name -> name.startsWith("good-"))
        .anyMatch(name -> !name.startsWith("good-"));
    seeds.forEach((name, bytes) ->
        assertThat(FuzzTarget.read(parser, bytes))
            .as("%s/%s", parser.folder(), name)
            .isEqualTo(name.startsWith("good-")));
  }

  @ParameterizedTest
  @EnumSource
  void everyCutOfASeedIsRefusedOrSpelledAsItWasRead(Parser parser) {
    Stream<byte[]> good =
        Seeds.of(parser).entrySet().stream()
            .filter(seed -> seed.getKey().startsWith("good-"))
            .map(Map.Entry::getValue);
    good.forEach(bytes -> {
      int step = Math.max(1, bytes.length / 500);
      for (int end = 0; end < bytes.length; end += step) {
        FuzzTarget.read(parser, Arrays.copyOf(bytes, end));
      }
    });
  }
}

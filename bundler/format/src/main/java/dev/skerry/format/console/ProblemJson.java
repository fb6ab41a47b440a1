package dev.skerry.format.console;

import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Side;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonText;
import java.util.Arrays;

/** A {@link Problem} as {@code --json} shows it and as it crosses the admin API. */
public final class ProblemJson {
  private ProblemJson() {}

  /** Writes its members. */
  public static void write(JsonText json, Problem problem) {
    json.put("code", problem.code())
        .put("side", problem.side().word())
        .put("item", problem.item())
        .put("reason", problem.reason())
        .put("next", problem.next())
        .put("exit", problem.exit().number());
  }

  /** Reads what {@link #write} wrote. */
  public static Problem read(Fields fields) {
    long exit = fields.number("exit");
    String side = fields.text("side");
    return new Problem(
        fields.text("code"),
        Arrays.stream(Side.values())
            .filter(s -> s.word().equals(side))
            .findFirst()
            .orElseThrow(() -> fields.refuse("side", "is \"" + side + "\"")),
        fields.text("item"),
        fields.text("reason"),
        fields.text("next"),
        Arrays.stream(ExitCode.values())
            .filter(e -> e.number() == exit)
            .findFirst()
            .orElseThrow(() -> fields.refuse("exit", "is " + exit)));
  }
}

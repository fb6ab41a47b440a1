package dev.skerry.gateway.report;

import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.json.JsonText;
import dev.skerry.store.BadBlob;
import dev.skerry.store.Scrub;
import java.time.temporal.ChronoUnit;

/**
 * What scrub found.
 *
 * @param round a round that came to its end
 */
public record ScrubReport(Scrub.Round round) {
  /** Writes its members; {@code exit} is 5 while any blob is bad. */
  public void write(JsonText json) {
    ExitCode exit = round.bad().isEmpty() ? ExitCode.DONE : ExitCode.DAMAGED;
    json.put("exit", exit.number())
        .put("begun", Times.text(round.begun().truncatedTo(ChronoUnit.SECONDS)))
        .put("ended", Times.text(round.ended().truncatedTo(ChronoUnit.SECONDS)))
        .put("blobs", round.blobs())
        .put("bytes", round.bytes())
        .allObjects("bad", round.bad(), ScrubReport::bad)
        .allObjects("problems", BadBlob.problems(round.bad()), ProblemJson::write);
  }

  private static void bad(JsonText json, BadBlob blob) {
    json.put("digest", blob.digest().toString())
        .put("fault", blob.fault().word())
        .put("found", Times.text(blob.found().truncatedTo(ChronoUnit.SECONDS)))
        .strings("bundles", blob.bundles())
        .put("source", blob.source());
  }
}

package dev.skerry.site;

import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one bundle of a medium.
 *
 * @param name the statement's name for it, or its file's when it is not trusted
 * @param place the file or folder where it lies
 * @param problem why it was not taken; empty when it was
 * @param warnings what people should hear although it refuses nothing
 * @param certificates of those who signed, where they were judged
 * @param healed how many blobs that were damaged it brought back
 * @param receipt what to issue a receipt for; empty when none is due
 */
public record Outcome(
    String name,
    String place,
    Decision decision,
    Optional<Problem> problem,
    List<Problem> warnings,
    List<KeyCertificate> certificates,
    int healed,
    Optional<ReceiptSubject> receipt) {
  /** Copies the lists. */
  public Outcome {
    warnings = List.copyOf(warnings);
    certificates = List.copyOf(certificates);
  }

  /** The same with the certificates of those who signed. */
  Outcome certified(List<KeyCertificate> judged) {
    return new Outcome(name, place, decision, problem, warnings, judged, healed, receipt);
  }

  /** The same with the number of damaged blobs that it brought back. */
  Outcome healed(int count) {
    return new Outcome(name, place, decision, problem, warnings, certificates, count, receipt);
  }

  /** The same with a warning, whose code the receipt carries. */
  Outcome with(Problem warning) {
    List<Problem> more = new ArrayList<>(warnings);
    more.addFirst(warning);
    return new Outcome(
        name,
        place,
        decision,
        problem,
        more,
        certificates,
        healed,
        receipt.map(r -> r.with(warning.code())));
  }

  /** What an import of this bundle alone exits with. */
  public ExitCode exit() {
    return problem.map(Problem::exit).orElse(ExitCode.DONE);
  }
}

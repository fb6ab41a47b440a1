package dev.skerry.desk.read;

import dev.skerry.format.Digest;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.Acks;
import java.util.List;
import java.util.Optional;

/**
 * What {@code verify} found out about one bundle.
 *
 * @param name the statement's name for it, or its file's when it is not trusted
 * @param place where its first volume lies
 * @param trusted what its signatures cover; empty when they do not count
 * @param certificates of those who signed, as of its issue; empty as long as its head was not read
 * @param seen what the desk had seen of the logs of gateways, as the bundle says
 * @param volumes how many volume files are here
 * @param problem why it is refused; empty when it is good
 * @param warnings what people should hear although it refuses nothing
 * @param notJudged what was not judged, in words
 */
public record Verification(
    String name,
    String place,
    Optional<Signed> trusted,
    List<KeyCertificate> certificates,
    Optional<Acks> seen,
    int volumes,
    Optional<Problem> problem,
    List<Problem> warnings,
    List<String> notJudged) {
  /** Copies the lists. */
  public Verification {
    certificates = List.copyOf(certificates);
    warnings = List.copyOf(warnings);
    notJudged = List.copyOf(notJudged);
  }

  /**
   * What the signatures cover.
   *
   * @param digest of the statement
   * @param root version of the newest root document
   * @param signers who signed
   */
  public record Signed(Statement statement, Digest digest, long root, List<String> signers) {
    /** Copies the names. */
    public Signed {
      signers = List.copyOf(signers);
    }
  }

  /** Whether nothing speaks against it. */
  public boolean good() {
    return problem.isEmpty();
  }

  /** What verifying this bundle alone exits with. */
  public ExitCode exit() {
    return problem.map(Problem::exit).orElse(ExitCode.DONE);
  }
}

package dev.skerry.format.accept;

import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Threshold;
import java.util.List;

/** Step 3: enough signers of role release; only then is a byte of the payload looked at. */
final class ReleaseStep {
  private ReleaseStep() {}

  static Trusted judge(RootDocument root, Envelope envelope, List<NewRoot> save) {
    if (!envelope.payloadType().equals(PayloadTypes.IN_TOTO)) {
      throw new SkerryException(
          FormatError.PAYLOAD_TYPE,
          "bundle.dsse.json",
          "has the payload type " + envelope.payloadType() + ", not " + PayloadTypes.IN_TOTO);
    }
    Threshold release = Threshold.of(root, RoleName.RELEASE, envelope);
    if (!release.met()) {
      throw new SkerryException(
          AcceptError.RELEASE_THRESHOLD, "bundle.dsse.json", missing(release, root));
    }
    Statement statement = Statement.of(envelope);
    return new Trusted(save, root, envelope, statement, release.signers());
  }

  /** Who signed, how many are needed, who could, and whose signatures are none. */
  static String missing(Threshold found, RootDocument root) {
    String signers = found.signers().isEmpty() ? "nobody" : String.join(", ", found.signers());
    String claimed =
        found.claimed().isEmpty()
            ? ""
            : "; a signature in the name of %s does not verify"
                .formatted(String.join(", ", found.claimed()));
    return "is signed by %s; root %d asks for %d of %s in role %s%s"
        .formatted(
            signers,
            root.version(),
            found.needed(),
            String.join(", ", root.roles().of(found.role()).signers()),
            found.role().word(),
            claimed);
  }
}

package dev.skerry.desk.permit;

import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.PermitFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Names;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.sign.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A permit's file, which goes onto the stick beside its bundle.
 *
 * @param file where it is
 * @param signed as it was read
 */
public record PermitFile(Path file, SignedPermit signed) {

  /**
   * Reads a permit.
   *
   * @throws SkerryException {@link PermitError#NOT_A_PERMIT}
   */
  public static PermitFile read(Path file) {
    byte[] bytes = LocalFiles.read(file, Limits.V1.envelope());
    try {
      return new PermitFile(file, SignedPermit.parse(bytes, file.toString()));
    } catch (SkerryException e) {
      throw new SkerryException(
          PermitError.NOT_A_PERMIT, file.toString(), "is no permit: " + e.problem().reason(), e);
    }
  }

  /**
   * Puts a permit together.
   *
   * @param statement the envelope of the bundle that it lets in
   * @param validity from now on
   * @throws SkerryException {@link PermitError#REQUEST}
   */
  public static Permit permit(
      Envelope statement, String site, String rule, String reason, Instant now, Duration validity) {
    if (!Names.isId(site)) {
      throw refuse("--site", "cannot be \"" + site + "\"");
    }
    if (!Permit.isRule(rule)) {
      throw refuse(
          "--rule",
          "cannot be \"%s\": expired, too-old, clock, counter, go-back or policy/NAME"
              .formatted(rule));
    }
    if (reason.isBlank()) {
      throw refuse("--reason", "is empty; the site's log will show it");
    }
    if (!validity.isPositive()) {
      throw refuse("--days", "is " + validity.toDays() + ": it would have ended already");
    }
    Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
    return new Permit(
        Statement.of(statement).product(),
        site,
        statement.payloadDigest(),
        rule,
        issued,
        issued.plus(validity),
        reason);
  }

  /**
   * A permit that {@link #sign} will write into a folder.
   *
   * @param bundle the bundle's name, which begins the file's
   * @throws SkerryException {@link PermitError#EXISTS}
   */
  public static PermitFile unsigned(Path folder, String bundle, Permit permit) {
    String name =
        String.join("-", bundle, permit.site(), permit.rule().replace('/', '-'))
            + PermitFiles.SUFFIX;
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      throw new SkerryException(PermitError.EXISTS, file.toString(), "is there already");
    }
    Envelope envelope = Envelope.unsigned(PayloadTypes.PERMIT, permit.payload());
    return new PermitFile(file, new SignedPermit(file.toString(), envelope, permit));
  }

  /**
   * Adds signatures and writes the file.
   *
   * @param root says who has role deploy
   * @throws SkerryException {@link PermitError#NOT_DEPLOY} for a key that would not count
   */
  public PermitFile sign(List<SigningKey> keys, RootDocument root) {
    Envelope envelope = signed.envelope();
    for (SigningKey key : keys) {
      requireDeploy(key, root);
      envelope = key.sign(envelope);
    }
    LocalFiles.write(file, envelope.bytes());
    return new PermitFile(file, new SignedPermit(file.toString(), envelope, signed.permit()));
  }

  /** Who of role deploy has signed, and how many have to. */
  public Threshold judge(RootDocument root) {
    return Threshold.of(root, RoleName.DEPLOY, signed.envelope());
  }

  private void requireDeploy(SigningKey key, RootDocument root) {
    String keyid = key.publicKey().keyid();
    boolean listed =
        root.roles().of(RoleName.DEPLOY).signers().stream()
            .flatMap(name -> root.signer(name).stream())
            .flatMap(signer -> signer.keys().stream())
            .anyMatch(known -> known.keyid().equals(keyid));
    if (!listed || root.revoked().keys().contains(keyid)) {
      throw new SkerryException(
          PermitError.NOT_DEPLOY,
          keyid,
          "counts for no signer of role deploy in root " + root.version());
    }
  }

  private static SkerryException refuse(String option, String reason) {
    return new SkerryException(PermitError.REQUEST, option, reason);
  }
}

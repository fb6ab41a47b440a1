package dev.skerry.desk.sign;

import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.ledger.LocalNote;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code NAME.statement}: the envelope that becomes bundle.dsse.json unchanged. All that signing
 * needs; the content never travels to sign.
 *
 * @param file where it is
 * @param envelope as it was read
 * @param statement its payload
 */
public record StatementFile(Path file, Envelope envelope, Statement statement) {
  /** What its name ends with where {@code skerry build} leaves it. */
  private static final String SUFFIX = ".statement";

  private static final Duration FAR = Duration.ofDays(2);

  /**
   * Reads a statement file.
   *
   * @throws SkerryException {@link SignError#NOT_A_STATEMENT}
   */
  public static StatementFile read(Path file) {
    byte[] bytes = LocalFiles.read(file, Limits.V1.envelope());
    try {
      Envelope envelope = Envelope.parse(bytes, file.toString());
      return new StatementFile(file, envelope, Statement.of(envelope));
    } catch (SkerryException e) {
      String reason = "is no statement that can be signed: " + e.problem().reason();
      throw new SkerryException(SignError.NOT_A_STATEMENT, file.toString(), reason, e);
    }
  }

  /** What the signatures are over, for people to compare: SHA-256 of the payload. */
  public Digest digest() {
    return envelope.payloadDigest();
  }

  /** The same as the ledger would keep it. */
  public Entry entry() {
    return new Entry(envelope, statement);
  }

  /** The same with the signatures of another signer's copy added. */
  public StatementFile merge(StatementFile other) {
    return new StatementFile(file, envelope.merge(other.envelope), statement);
  }

  /** The same in another envelope. */
  public StatementFile with(Envelope signed) {
    return new StatementFile(file, signed, statement);
  }

  /** Writes the file whole or not at all. */
  public void save() {
    LocalFiles.write(file, envelope.bytes());
  }

  /** The ledger that {@code --ledger} names, or the one that build noted. */
  public Optional<Ledger> ledger(Optional<Path> named) {
    return named
        .or(() -> LocalNote.beside(file, statement).map(LocalNote::ledger))
        .map(Ledger::new);
  }

  /** The bundle before this one, as the ledger has it. */
  public Optional<Entry> previousIn(Ledger ledger) {
    return ledger.previous(
        statement.product(), statement.channel(), statement.epoch(), statement.sequence());
  }

  /**
   * The bundle before this one, where its statement lies beside this file: so it travels to a
   * signer who has no ledger.
   *
   * @throws SkerryException {@link SignError#NOT_A_STATEMENT}
   */
  public Optional<Entry> previousBeside() {
    return statement
        .previous()
        .flatMap(before ->
            Optional.of(statement.name(before.epoch(), before.sequence()) + SUFFIX)
                .map(file::resolveSibling)
                .filter(Files::isRegularFile)
                .map(StatementFile::read)
                .filter(found -> found.digest().equals(before.statement()))
                .map(StatementFile::entry));
  }

  /**
   * Refuses a statement of another day than today (format section 6, step 8).
   *
   * @param confirmed the time of issue that the signer confirms
   * @throws SkerryException {@link SignError#ISSUED_FAR_FROM_NOW}
   */
  public void refuseFarFrom(Instant now, Optional<Instant> confirmed) {
    boolean near = Duration.between(statement.issued(), now).abs().compareTo(FAR) <= 0;
    if (!near && !confirmed.equals(Optional.of(statement.issued()))) {
      throw new SkerryException(
          SignError.ISSUED_FAR_FROM_NOW,
          file.toString(),
          "was issued %s, and this machine's clock says %s"
              .formatted(Times.text(statement.issued()), Times.text(now)));
    }
  }
}

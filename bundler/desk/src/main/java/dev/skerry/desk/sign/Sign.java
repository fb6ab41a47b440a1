package dev.skerry.desk.sign;

import dev.skerry.desk.ledger.LocalNote;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.sign.SigningKey;
import java.util.List;
import java.util.Optional;

/** Step 5, sign: adds signatures to a statement file, which is all that it needs. */
public final class Sign {
  private final StatementFile statement;
  private final Optional<ReleaseSigners> signers;

  /** Signs this one; who may is known where the content store is at hand. */
  public Sign(StatementFile statement) {
    this.statement = statement;
    this.signers =
        LocalNote.beside(statement.file(), statement.statement())
            .flatMap(note -> ReleaseSigners.of(statement, note.content()));
  }

  /**
   * What was saved.
   *
   * @param state who of role release counts and who does not yet, in lines for people; empty where
   *     no root document is at hand
   */
  public record Signed(StatementFile statement, List<String> state) {
    /** Copies the lines. */
    public Signed {
      state = List.copyOf(state);
    }
  }

  /**
   * Adds the signatures of other signers' copies and those of the keys, and saves the file.
   *
   * @throws dev.skerry.format.error.SkerryException {@link SignError#NOT_A_RELEASE_SIGNER} before
   *     anything is signed, and what a copy of another statement gives
   */
  public Signed with(List<SigningKey> keys, List<StatementFile> copies) {
    signers.ifPresent(known -> keys.forEach(key -> known.require(key.publicKey())));
    StatementFile signed = statement;
    for (StatementFile copy : copies) {
      signed = signed.merge(copy);
    }
    for (SigningKey key : keys) {
      signed = signed.with(key.sign(signed.envelope()));
    }
    signed.save();
    Envelope envelope = signed.envelope();
    return new Signed(signed, signers.map(known -> known.state(envelope)).orElse(List.of()));
  }
}

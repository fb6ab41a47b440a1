package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Progress;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Signature;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.log.SignedSuccession;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.client.AdminClient;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.GatewayKey;
import dev.skerry.site.ImportRequest;
import dev.skerry.site.Receipts;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's key is changed: by the service, without it, and cut at each point of it. */
class KeyRotationTest extends ServedSite {
  private Path stick;
  private PublicKey first;

  @BeforeEach
  void stick() throws IOException {
    first = key;
    stick = stick("stick", TestBundle.sample(1));
  }

  private Access alone() {
    return LocalAccess.open(data, settings(), CLOCK);
  }

  private Envelope imported(Access access) {
    access.importFrom(ImportRequest.of(stick), Progress.none());
    return Envelope.parse(access.report("receipts/last"), "receipt");
  }

  private static String signer(Envelope receipt) {
    assertThat(receipt.signatures()).hasSize(1);
    return receipt.signatures().stream().map(Signature::keyid).findFirst().orElseThrow();
  }

  private static Fields rotated(Access access) {
    return Fields.of(
        JsonReader.lenient(access.rotateKey(), GatewayError.REQUEST, "report"),
        "",
        GatewayError.REQUEST);
  }

  private PublicKey published() throws IOException {
    return PublicKey.fromPem(Files.readAllBytes(data.publicKey()), "key");
  }

  private PublicKey held() throws IOException {
    return new KeyFiles(new SecureRandom())
        .readPem(Files.readAllBytes(data.key()), Optional.empty(), "key")
        .publicKey();
  }

  /** Nothing is left of a change, and its key is the one that signs. */
  private void assertSettled(PublicKey key) throws IOException {
    assertThat(held().keyid()).isEqualTo(key.keyid());
    assertThat(published().keyid()).isEqualTo(key.keyid());
    assertThat(data.nextKey()).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.key())))
        .isEqualTo("rw-------");
    assertThat(Files.exists(data.formerKey(first.keyid())))
        .isEqualTo(!key.keyid().equals(first.keyid()));
  }

  @Test
  void theNextReceiptIsSignedByTheNewKeyAndProvesThatTheOldOneNamesIt() throws IOException {
    try (Gateway _ = Gateway.serve(data, settings(), CLOCK);
        Access access = AdminClient.running(data).orElseThrow()) {
      Envelope before = imported(access);
      assertThat(signer(before)).isEqualTo(first.keyid());
      assertThat(Receipt.of(before).successions()).isEmpty();
      Fields done = rotated(access);
      PublicKey now = published();
      assertThat(now.keyid()).isNotEqualTo(first.keyid()).isEqualTo(done.text("keyid"));
      assertThat(done.text("before")).isEqualTo(first.keyid());
      assertThat(done.number("lastReceipt")).isEqualTo(1);
      assertSettled(now);
      Envelope after = imported(access);
      assertThat(signer(after)).isEqualTo(now.keyid());
      Receipt receipt = Receipt.of(after);
      assertThat(Checkpoint.verified(receipt.checkpoint().orElseThrow(), now)).isPresent();
      assertThat(receipt.consistency()).isNotEmpty();
      SignedSuccession named =
          SignedSuccession.of(receipt.successions().getFirst(), "north-1").orElseThrow();
      assertThat(named.before().keyid()).isEqualTo(first.keyid());
      assertThat(named.after().keyid()).isEqualTo(now.keyid());
      assertThat(named.succession().last()).isEqualTo(1);
      String log = new String(access.report("log/1"), UTF_8);
      assertThat(log).contains("key.rotated", now.keyid(), "last-receipt");
    }
  }

  @Test
  void withoutTheServiceAndTwiceTheReceiptCarriesBoth() throws IOException {
    try (Access access = alone()) {
      assertThat(rotated(access).number("lastReceipt")).isZero();
    }
    PublicKey second = published();
    try (Access access = alone()) {
      assertThat(rotated(access).text("before")).isEqualTo(second.keyid());
      assertThat(Receipt.of(imported(access)).successions())
          .extracting(carried -> SignedSuccession.of(carried, "north-1").orElseThrow())
          .extracting(named -> named.before().keyid())
          .containsExactly(first.keyid(), second.keyid());
    }
    assertSettled(published());
    assertThat(data.formerKey(second.keyid())).exists();
  }

  @Test
  void aChangeThatIsCutBeforeItIsCommittedNeverWas() throws IOException {
    new GatewayKey(data, new SecureRandom()).prepare();
    try (Access access = alone()) {
      assertThat(signer(imported(access))).isEqualTo(first.keyid());
    }
    assertSettled(first);
  }

  /** As {@link KeyRotation} does it, but for what comes after the transaction. */
  private PublicKey committed() {
    GatewayKey key = new GatewayKey(data, new SecureRandom());
    try (EmbeddedStore store = EmbeddedStore.open(data.folder(), Disk.real(), CLOCK)) {
      SigningKey signs = key.settle(store.state().successions());
      Receipts receipts = new Receipts(store, Disk.real(), signs, CLOCK);
      SigningKey next = key.prepare();
      receipts.rotate(next, "root", Map.of());
      return next.publicKey();
    }
  }

  @Test
  void aChangeThatIsCutAfterItWasCommittedIsEndedByTheNextStart() throws IOException {
    PublicKey next = committed();
    assertThat(held().keyid()).as("not yet in its place").isEqualTo(first.keyid());
    try (Access access = alone()) {
      assertThat(signer(imported(access))).isEqualTo(next.keyid());
    }
    assertSettled(next);
  }

  @Test
  void aChangeThatIsCutBeforeThePublicKeyIsWrittenIsEndedToo() throws IOException {
    PublicKey next = committed();
    Files.move(data.nextKey(), data.key(), StandardCopyOption.REPLACE_EXISTING);
    try (Access access = alone()) {
      assertThat(signer(imported(access))).isEqualTo(next.keyid());
    }
    assertSettled(next);
  }

  private void database(String statement) throws SQLException {
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + data.folder().resolve("catalog.db"));
        var edit = database.createStatement()) {
      edit.execute(statement);
    }
  }

  /** From now on no change is committed. */
  private void refuseCommits() throws SQLException {
    database("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
  }

  @Test
  void theOnlyKeyStaysWhenItsPublicHalvesCannotBeWrittenAndTheNextChangeFailsToo()
      throws Exception {
    Path inTheWay = Files.createDirectory(data.formerKey(first.keyid()));
    PublicKey next;
    try (Gateway _ = Gateway.serve(data, settings(), CLOCK);
        Access access = AdminClient.running(data).orElseThrow()) {
      assertThatThrownBy(access::rotateKey).hasMessageContaining(inTheWay.toString());
      next = held();
      assertThat(next.keyid()).as("committed").isNotEqualTo(first.keyid());
      assertThat(signer(imported(access))).isEqualTo(next.keyid());
      Files.delete(inTheWay);
      refuseCommits();
      assertThatThrownBy(access::rotateKey).isInstanceOf(RuntimeException.class);
      assertSettled(next);
    }
    database("DROP TRIGGER full");
    try (Access access = alone()) {
      assertThat(rotated(access).text("before")).isEqualTo(next.keyid());
    }
  }

  @Test
  void aNextKeyThatIsTheSitesAlreadyIsPutInItsPlaceBeforeAnotherIsMade() throws Exception {
    PublicKey next = committed();
    refuseCommits();
    try (EmbeddedStore store = EmbeddedStore.open(data.folder(), Disk.real(), CLOCK)) {
      GatewayKey key = new GatewayKey(data, new SecureRandom());
      Receipts receipts = new Receipts(store, Disk.real(), signer(), CLOCK);
      KeyRotation rotation = new KeyRotation(data, key, store.state(), receipts);
      Caller caller = new Caller(OptionalLong.of(0), Optional.of("root"), Optional.empty());
      assertThatThrownBy(() -> rotation.run(caller)).isInstanceOf(RuntimeException.class);
    }
    assertSettled(next);
  }

  private SigningKey signer() throws IOException {
    return new KeyFiles(new SecureRandom())
        .readPem(Files.readAllBytes(data.nextKey()), Optional.empty(), "key");
  }

  @Test
  void aKeyThatWasPutBackIsNotSignedWith() throws IOException {
    byte[] old = Files.readAllBytes(data.key());
    try (Access access = alone()) {
      rotated(access);
    }
    Files.write(data.key(), old);
    assertThatThrownBy(this::alone).hasMessageContaining("SKY-8519");
  }

  @Test
  void aLogThatWasChangedIsNotHandedToANewKey() throws Exception {
    try (Access access = alone()) {
      imported(access);
    }
    database("DROP TRIGGER audit_stays");
    database("UPDATE audit SET object = 'other' WHERE number = 1");
    try (Access access = alone()) {
      assertThatThrownBy(access::rotateKey).hasMessageContaining("SKY-4014");
      assertSettled(first);
    }
    try (Access access = alone()) {
      assertThat(signer(imported(access))).isEqualTo(first.keyid());
    }
    assertSettled(first);
  }
}

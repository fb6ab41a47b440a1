package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.testing.TestBundle;
import dev.skerry.gateway.client.Access;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The log is signed to its last entry after each import and each going back, whatever came of it.
 */
class SignedLogTest extends ServedSite {
  private void assertSigned(String last) {
    try (EmbeddedStore store = EmbeddedStore.open(data.folder(), Disk.real(), CLOCK)) {
      AuditLog.Entry entry = store.log().last().orElseThrow();
      assertThat(entry.event().name()).isEqualTo(last);
      assertThat(store.log().lastSigned())
          .get()
          .extracting(AuditLog.Signed::size)
          .isEqualTo(entry.number());
    }
  }

  private Access alone() {
    return LocalAccess.open(data, settings(), CLOCK);
  }

  @Test
  void whenABundleIsNotTrusted() throws IOException {
    TestBundle forged = TestBundle.sample(1);
    forged.signers = List.of("alice", "mallory");
    Path stick = stick("stick", forged);
    try (Access access = alone()) {
      assertThat(imported(access, stick)).contains("\"exit\":3");
    }
    assertSigned("bundle.refused");
  }

  @Test
  void whenThereIsNoBundle() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    try (Access access = alone()) {
      assertThatThrownBy(() -> imported(access, empty)).hasMessageContaining("SKY-1301");
    }
    assertSigned("import.begun");
  }

  @Test
  void whenABundleIsAdmittedWithItsReceipt() throws IOException {
    Path stick = stick("stick", TestBundle.sample(1));
    try (Access access = alone()) {
      imported(access, stick);
    }
    assertSigned("receipt.issued");
  }

  @Test
  void whenGoingBackIsRefused() throws IOException {
    Path permit = Files.writeString(folder.resolve("none.permit.dsse.json"), "none", UTF_8);
    try (Access access = alone()) {
      assertThatThrownBy(() -> access.goBack(permit)).hasMessageContaining("none.permit");
    }
    assertSigned("go-back.refused");
  }
}

package dev.skerry.store;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh store for each test. */
abstract class StoreTest {
  @TempDir(factory = MemoryFolder.class)
  Path data;

  EmbeddedStore store;

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  EmbeddedStore open() {
    return EmbeddedStore.open(data, Disk.real(), InstantSource.system());
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      ErrorCode code, ThrowingCallable call) {
    return Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> Assertions.assertThat(e.problem().code()).isEqualTo(code.code()));
  }
}

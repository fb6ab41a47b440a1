package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings a database to the newest schema: script N leads from {@code user_version} N - 1 to N, each
 * in a transaction of its own.
 */
final class Migrations {
  /** The scripts of this release. */
  static final Migrations SHIPPED =
      new Migrations(
          Stream.of("V1.sql", "V2.sql", "V3.sql", "V4.sql", "V5.sql", "V6.sql")
              .map(Migrations::read)
              .toList());

  private static final int SCRIPT_MAX = 1024 * 1024;

  private final List<String> scripts;

  Migrations(List<String> scripts) {
    this.scripts = List.copyOf(scripts);
  }

  /**
   * Runs the scripts that are missing.
   *
   * @throws SkerryException {@link StoreError#NEWER_SCHEMA} when the database knows more scripts
   */
  void apply(Session session) {
    int from = session.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
    if (from > scripts.size()) {
      throw new SkerryException(
          StoreError.NEWER_SCHEMA,
          DatabaseFailure.ITEM,
          "has schema %d; this skerryd knows up to %d".formatted(from, scripts.size()));
    }
    for (int i = from; i < scripts.size(); i++) {
      step(session, scripts.get(i), i + 1);
    }
  }

  private static void step(Session session, String script, int version) {
    session.script("BEGIN IMMEDIATE");
    try {
      session.script(script);
      session.script("PRAGMA user_version = " + version);
      session.script("COMMIT");
    } catch (SkerryException e) {
      session.script("ROLLBACK");
      throw e;
    }
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readNBytes(SCRIPT_MAX), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

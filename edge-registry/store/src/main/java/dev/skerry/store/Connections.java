package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** Opens connections and asserts that every setting that durability rests on has taken effect. */
final class Connections {
  static final int BUSY_MILLIS = 5_000;

  private static final String COMMON =
      """
      PRAGMA busy_timeout = 5000;
      PRAGMA foreign_keys = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA cell_size_check = ON;
      """;
  private static final String WRITER =
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA recursive_triggers = ON;
      PRAGMA journal_size_limit = 16777216;
      """;
  private static final String READER =
      """
      PRAGMA query_only = ON;
      PRAGMA cache_size = -4096;
      """;

  private static final Map<String, String> ALL_ASSERTED =
      Map.of(
          "busy_timeout", String.valueOf(BUSY_MILLIS),
          "foreign_keys", "1",
          "trusted_schema", "0",
          "cell_size_check", "1",
          "journal_mode", "wal");
  private static final Map<String, String> WRITER_ASSERTED =
      Map.of("synchronous", "2", "recursive_triggers", "1", "journal_size_limit", "16777216");
  private static final Map<String, String> READER_ASSERTED = Map.of("query_only", "1");

  private final Path file;

  Connections(Path file) {
    this.file = file;
  }

  /** The connection that writes. */
  Session writer() {
    return opened(false, COMMON + WRITER, WRITER_ASSERTED);
  }

  /** A connection that only reads; the database is there already. */
  Session reader() {
    return opened(true, COMMON + READER, READER_ASSERTED);
  }

  private Session opened(boolean readOnly, String settings, Map<String, String> asserted) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(BUSY_MILLIS);
    Session session;
    try {
      session = new Session(config.createConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
    try {
      session.script(settings);
      ALL_ASSERTED.forEach((name, value) -> check(session, name, value));
      asserted.forEach((name, value) -> check(session, name, value));
      return session;
    } catch (SkerryException e) {
      session.close();
      throw e;
    }
  }

  /** A build of SQLite that ignores a setting answers another value. */
  static void check(Session session, String pragma, String expected) {
    String found = session.first("PRAGMA " + pragma, row -> row.getString(1)).orElse("(no answer)");
    if (!found.equals(expected)) {
      throw new SkerryException(
          StoreError.SETTINGS,
          DatabaseFailure.ITEM,
          "SQLite answers %s = %s, not %s".formatted(pragma, found, expected));
    }
  }
}

package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The SQLite database: one connection that writes, a few that read. A clean shutdown is noted, so
 * that the check, which grows with the database, is only made after another one.
 */
final class Database implements AutoCloseable {
  private final Session session;
  private final Writer writer;
  private final Readers readers;

  private Database(Session session, Readers readers) {
    this.session = session;
    this.writer = new Writer(session);
    this.readers = readers;
  }

  /** Opens the database, brings its schema up to date and checks it where that is due. */
  static Database open(Path file, Migrations migrations) {
    Connections connections = new Connections(file);
    Session session = connections.writer();
    try {
      migrations.apply(session);
      checkAfterCrash(session);
      return new Database(session, new Readers(connections));
    } catch (SkerryException e) {
      session.close();
      throw e;
    }
  }

  /** Reads what is committed; inside a transaction what it has written so far too. */
  <T> T read(Function<Session, T> work) {
    return writer.isCurrent() ? work.apply(writer.current()) : readers.read(work);
  }

  /** Whether the caller is inside a transaction. */
  boolean inTransaction() {
    return writer.isCurrent();
  }

  /** Writes in one transaction; inside another one it joins that. */
  <T> T write(Function<Session, T> work) {
    return writer.transact(work);
  }

  @Override
  public void close() {
    try {
      writer.close();
      readers.close();
      session.script("PRAGMA optimize");
      session.update("UPDATE shutdown SET clean = 1");
    } finally {
      session.close();
    }
  }

  private static void checkAfterCrash(Session session) {
    if (session.exists("SELECT 1 FROM shutdown WHERE clean = 1")) {
      session.update("UPDATE shutdown SET clean = 0");
      return;
    }
    String found =
        session.first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse("(no answer)");
    if (!found.equals("ok")) {
      throw new SkerryException(
          StoreError.DATABASE, DatabaseFailure.ITEM, "SQLite's check says: " + found);
    }
  }
}

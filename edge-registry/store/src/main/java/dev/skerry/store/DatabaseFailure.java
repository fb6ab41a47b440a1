package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.sql.SQLException;

/** Says what a failure of SQLite means for the person who reads it. */
final class DatabaseFailure {
  static final String ITEM = "catalog.db";

  private static final int BUSY = 5;
  private static final int IO_ERROR = 10;
  private static final int FULL = 13;
  private static final int PRIMARY = 0xff;

  private DatabaseFailure() {}

  static SkerryException of(SQLException e) {
    StoreError code =
        switch (e.getErrorCode() & PRIMARY) {
          case FULL -> StoreError.NO_SPACE;
          case IO_ERROR -> StoreError.DISK;
          case BUSY -> StoreError.LOCKED;
          default -> StoreError.DATABASE;
        };
    return new SkerryException(code, ITEM, "SQLite says: " + e.getMessage(), e);
  }
}

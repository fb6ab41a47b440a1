package dev.skerry.store;

import dev.skerry.format.Digest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection whose statements are prepared once; they are constants, so there are few. Not safe
 * for several threads.
 */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Reads the row on which a result stands. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Changes rows; how many. */
  int update(String sql, Object... values) {
    try {
      return bound(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  /** All rows; the statement limits how many. */
  <T> List<T> list(String sql, Row<T> reader, Object... values) {
    List<T> result = new ArrayList<>();
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      while (rows.next()) {
        result.add(reader.read(rows));
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
    return result;
  }

  /** The first row. */
  <T> Optional<T> first(String sql, Row<T> reader, Object... values) {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  /** Whether there is a row. */
  boolean exists(String sql, Object... values) {
    return first(sql, row -> true, values).isPresent();
  }

  /** Runs statements that take no values, for instance a schema or a pragma. */
  void script(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  @Override
  public void close() {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.NULL);
      case String text -> statement.setString(at, text);
      case Digest digest -> statement.setString(at, digest.hex());
      case Long number -> statement.setLong(at, number);
      case Integer number -> statement.setInt(at, number);
      case Boolean flag -> statement.setInt(at, flag ? 1 : 0);
      case Instant time -> statement.setString(at, Times.text(time));
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Optional<?> maybe -> bind(statement, at, maybe.orElse(null));
      default -> throw new IllegalArgumentException("cannot bind " + value.getClass());
    }
  }
}

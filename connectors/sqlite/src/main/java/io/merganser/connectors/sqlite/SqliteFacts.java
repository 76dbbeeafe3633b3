package io.merganser.connectors.sqlite;

import io.merganser.connectors.jdbc.JdbcPool;
import io.merganser.connectors.spi.QueryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a file compares text as the hub does. A dialect is asked about types only, so one column
/// that is not what its type says makes text unfit in the whole file.
///
/// @param textEquals every column that we call VARCHAR stores text as text (affinity TEXT) and none
///   has a collation of its own
/// @param textOrder moreover text is stored as UTF-8, whose bytes are what both engines order by
record SqliteFacts(boolean textEquals, boolean textOrder) {
  static final SqliteFacts UNKNOWN = new SqliteFacts(false, false);

  /// The pragmas do not tell collations, the text of the table does. A type has affinity TEXT if it
  /// has one of three words and not `INT`. A view's columns may be expressions of no affinity, but
  /// what they compute is text then.
  private static final String LOAD =
      """
      SELECT
        NOT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE sql LIKE '%collate%')
        AND NOT EXISTS (
          SELECT 1 FROM main.sqlite_schema s, pragma_table_xinfo(s.name, 'main') c
          WHERE s.type IN ('table', 'view') AND c.type <> ''
            AND NOT (c.type LIKE '%char%' OR c.type LIKE '%clob%' OR c.type LIKE '%text%')
            AND NOT (c.type LIKE '%int%' OR c.type LIKE '%bool%' OR c.type LIKE '%blob%'
              OR c.type LIKE '%real%' OR c.type LIKE '%floa%' OR c.type LIKE '%doub%'
              OR lower(c.type) = 'date' OR c.type LIKE '%time%' OR c.type LIKE '%dec%'
              OR c.type LIKE '%num%')) AS text_equals,
        (SELECT encoding FROM pragma_encoding) = 'UTF-8' AS utf8,
        (SELECT schema_version FROM pragma_schema_version) AS version\
      """;

  private record Loaded(long version, SqliteFacts facts) {}

  private static Loaded load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LOAD)) {
      rows.next();
      boolean textEquals = rows.getBoolean("text_equals");
      return new Loaded(
          rows.getLong("version"),
          new SqliteFacts(textEquals, textEquals && rows.getBoolean("utf8")));
    }
  }

  /// The facts of a file, read again when its schema changed. Safe for use from any thread. Where
  /// the file cannot be read nothing is known and nothing is pushed.
  static final class Cached implements Supplier<SqliteFacts> {
    private static final Logger log = LoggerFactory.getLogger(Cached.class);

    private final JdbcPool pool;
    private @Nullable Loaded loaded;

    Cached(JdbcPool pool) {
      this.pool = pool;
    }

    @Override
    public synchronized SqliteFacts get() {
      try (Connection connection = pool.borrow()) {
        Loaded known = loaded;
        if (known == null || known.version() != version(connection)) {
          known = load(connection);
          loaded = known;
        }
        connection.rollback();
        return known.facts();
      } catch (SQLException | QueryException e) {
        log.debug("a file did not tell its collations; text stays on the hub", e);
        return UNKNOWN;
      }
    }

    private static long version(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("PRAGMA main.schema_version")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}

package io.merganser.connectors.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.duckdb.DuckDBConnection;

/// Has the engine's parser read texts. As many statements are kept prepared as were in use at once;
/// preparing takes longer than parsing does.
final class StatementParser implements AutoCloseable {
  private static final String PARSE = "SELECT json_serialize_sql(CAST($1 AS VARCHAR))";

  private final DuckDBConnection root;
  private final Queue<PreparedStatement> idle = new ConcurrentLinkedQueue<>();

  StatementParser(DuckDBConnection root) {
    this.root = root;
  }

  String parse(String sql) {
    try {
      PreparedStatement known = idle.poll();
      PreparedStatement statement =
          known == null ? root.duplicate().prepareStatement(PARSE) : known;
      statement.setString(1, sql);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        String tree = rows.getString(1);
        idle.add(statement);
        return tree;
      } catch (SQLException e) {
        close(statement);
        throw e;
      }
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  private static void close(PreparedStatement statement) throws SQLException {
    try (Connection _ = statement.getConnection()) {
      statement.close();
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement each = idle.poll(); each != null; each = idle.poll()) {
      close(each);
    }
  }
}

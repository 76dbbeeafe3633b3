package io.merganser.server.cli.demo;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// A TPC-H table in Postgres, by COPY. The generated text holds neither tab nor backslash.
final class PostgresLoad {
  private static final int CHUNK = 1 << 18;

  private PostgresLoad() {}

  static <E extends TpchEntity> void write(
      Connection connection, TpchTable<E> table, String key, double scale) throws SQLException {
    String name = table.getTableName();
    List<TpchColumn<E>> columns = table.getColumns();
    try (Statement statement = connection.createStatement()) {
      // One transaction for CREATE and COPY spares the write-ahead log where wal_level is minimal.
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE %s (%s)".formatted(name, TpchType.columnList(columns)));
      copy(connection, table, columns, scale);
      statement.execute("ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(name, key));
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("ANALYZE " + name);
    }
  }

  private static <E extends TpchEntity> void copy(
      Connection connection, TpchTable<E> table, List<TpchColumn<E>> columns, double scale)
      throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table.getTableName() + " FROM STDIN");
    StringBuilder text = new StringBuilder(CHUNK + 1_000);
    for (E row : table.createGenerator(scale, 1, 1)) {
      for (int i = 0; i < columns.size(); i++) {
        append(text, columns.get(i), row);
        text.append(i < columns.size() - 1 ? '\t' : '\n');
      }
      if (text.length() > CHUNK) {
        send(copy, text);
      }
    }
    send(copy, text);
    copy.endCopy();
  }

  private static void send(CopyIn copy, StringBuilder text) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  private static <E extends TpchEntity> void append(
      StringBuilder text, TpchColumn<E> column, E row) {
    switch (TpchType.of(column)) {
      case KEY -> text.append(column.getIdentifier(row));
      case INTEGER -> text.append(column.getInteger(row));
      case DECIMAL -> text.append(TpchType.decimal(column, row));
      case DATE -> text.append(TpchType.date(column, row));
      case TEXT -> text.append(column.getString(row));
    }
  }
}

package io.merganser.bench.tpcds;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of TPC-DS in a DuckDB file.
public final class TpcdsDuckDb {
  private static final char SEPARATOR = '|';

  private TpcdsDuckDb() {}

  /// Makes the file, with the tables in its schema `main`.
  public static void writeFile(Path file, double scale) throws IOException, SQLException {
    Session session = Session.getDefaultSession().withScale(scale);
    Path rows = Files.createTempFile("tpcds", ".csv");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      for (Table table : Table.getBaseTables()) {
        if (table == Table.DBGEN_VERSION) {
          continue; // Holds the time of its making.
        }
        writeRows(rows, table, session.withTable(table));
        statement.execute("CREATE TABLE %s (%s)".formatted(table.getName(), columns(table)));
        statement.execute(
            "COPY %s FROM '%s' (FORMAT csv, DELIM '%s', HEADER false, QUOTE '', ESCAPE '')"
                .formatted(table.getName(), rows, SEPARATOR));
      }
      statement.execute("CHECKPOINT");
    } finally {
      Files.deleteIfExists(rows);
    }
  }

  private static void writeRows(Path file, Table table, Session session) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (List<List<String>> made : Results.constructResults(table, session)) {
        for (List<String> row : made) {
          write(out, row);
        }
      }
    }
  }

  private static void write(BufferedWriter out, List<? extends @Nullable String> row)
      throws IOException {
    for (int i = 0; i < row.size(); i++) {
      if (i > 0) {
        out.write(SEPARATOR);
      }
      String value = row.get(i);
      out.write(value == null ? "" : value);
    }
    out.newLine();
  }

  private static String columns(Table table) {
    return Arrays.stream(table.getColumns())
        .map(TpcdsDuckDb::column)
        .collect(Collectors.joining(", "));
  }

  private static String column(Column column) {
    ColumnType type = column.getType();
    String sql =
        switch (type.getBase()) {
          case INTEGER -> "INTEGER";
          case IDENTIFIER -> "BIGINT";
          case DATE -> "DATE";
          case TIME -> "TIME";
          case VARCHAR, CHAR -> "VARCHAR";
          case DECIMAL ->
              "DECIMAL(%d,%d)"
                  .formatted(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
        };
    return column.getName() + " " + sql;
  }
}

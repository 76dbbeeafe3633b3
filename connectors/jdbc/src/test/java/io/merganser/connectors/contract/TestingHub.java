package io.merganser.connectors.contract;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.RemoteQuery;
import io.merganser.connectors.spi.ResultStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;

/// A DuckDB that attaches a source, or takes what a connector sends, and prints rows as text.
public final class TestingHub implements AutoCloseable {
  private final DuckDBConnection duckdb;
  private final BufferAllocator allocator = new RootAllocator();

  public TestingHub() {
    try {
      duckdb = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
      execute("SET TimeZone = 'UTC'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public BufferAllocator allocator() {
    return allocator;
  }

  /// The extension's file, if it was fetched.
  public static Optional<Path> extension(String name) {
    String configured = System.getProperty("merganser.extensions");
    Path folder = configured == null ? repository().resolve("extensions") : Path.of(configured);
    Optional<Path> file = find(folder, Path.of(name + ".duckdb_extension"));
    if (file.isEmpty()) {
      System.out.println("SKIPPED attach mode: run ./merganser extensions fetch");
    }
    return file;
  }

  /// Below the folders of a version and a platform, as they are fetched, or copied beside them.
  private static Optional<Path> find(Path folder, Path name) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.endsWith(name))
          .max(Comparator.comparingInt(Path::getNameCount));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("connectors"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("") : folder;
  }

  public void attach(Attachment attachment) {
    for (String extension : attachment.extensions()) {
      execute("LOAD " + Names.literal(extension(extension).orElseThrow().toString()));
    }
    try {
      attachment.setup().forEach(this::execute);
    } finally {
      attachment.teardown().forEach(this::execute);
    }
  }

  public void execute(String sql) {
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Rows as text, values joined by a bar.
  public List<String> rows(String sql) {
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COLUMNS(*)::VARCHAR FROM (" + sql + ")")) {
      List<String> texts = new ArrayList<>();
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          values.add(String.valueOf(rows.getString(i)));
        }
        texts.add(String.join("|", values));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs a fragment and keeps its rows as a table of the hub, with the hub's own types.
  public void take(
      String table,
      DirectConnector connector,
      String sql,
      List<Parameter> parameters,
      List<Column> columns) {
    ResultStream stream =
        connector.execute(
            new RemoteQuery(sql, parameters, columns),
            new FragmentContext(allocator, new Cancellation()));
    String casts =
        columns.stream()
            .map(column ->
                Names.quote(column.name())
                    + "::"
                    + hubType(column.type())
                    + " AS "
                    + Names.quote(column.name()))
            .collect(Collectors.joining(", "));
    try (ArrowReader reader = stream.reader();
        ArrowArrayStream arrow = ArrowArrayStream.allocateNew(allocator)) {
      Data.exportArrayStream(allocator, reader, arrow);
      duckdb.registerArrowStream("taken", arrow);
      execute("CREATE OR REPLACE TABLE " + table + " AS SELECT " + casts + " FROM taken");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hubType(DataType type) {
    return type.toString();
  }

  @Override
  public void close() {
    try {
      duckdb.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    allocator.close();
  }
}

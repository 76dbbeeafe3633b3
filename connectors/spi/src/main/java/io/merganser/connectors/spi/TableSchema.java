package io.merganser.connectors.spi;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a table looks like to whoever queries it.
///
/// Columns of a type that we cannot carry are left out of `columns` and told in `unsupported`, so
/// that the rest of the table stays usable.
///
/// @param kind what the source calls it
/// @param computed names of columns that get their values from other columns of the row, as far as
///   the table may be written to
public record TableSchema(
    TableName name,
    Kind kind,
    List<Column> columns,
    List<Unsupported> unsupported,
    @Nullable String remarks,
    Set<String> computed) {

  public TableSchema {
    columns = List.copyOf(columns);
    unsupported = List.copyOf(unsupported);
    computed = Set.copyOf(computed);
  }

  /// A table in which nothing is computed.
  public TableSchema(
      TableName name,
      Kind kind,
      List<Column> columns,
      List<Unsupported> unsupported,
      @Nullable String remarks) {
    this(name, kind, columns, unsupported, remarks, Set.of());
  }

  /// A column left out, and the source's name of its type.
  public record Unsupported(String column, String sourceType) {}

  /// Names are those of JDBC's and Flight SQL's table types.
  public enum Kind {
    TABLE,
    VIEW
  }
}

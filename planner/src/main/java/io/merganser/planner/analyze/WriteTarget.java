package io.merganser.planner.analyze;

import io.merganser.connectors.spi.TableName;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/// What a statement changes, in a catalog that may be written to.
///
/// @param name of the table; [#ALL_TABLES] stands for it where the statement names a schema
public record WriteTarget(TableName name) {
  /// The name of a table that only a grant on all tables of the schema covers.
  public static final String ALL_TABLES = "*";

  /// What is printed in the place of the name that was written.
  SqlIdentifier fullName(SqlIdentifier written) {
    List<String> names =
        name.table().equals(ALL_TABLES)
            ? List.of(name.catalog(), name.schema())
            : List.of(name.catalog(), name.schema(), name.table());
    return new SqlIdentifier(names, written.getParserPosition());
  }
}

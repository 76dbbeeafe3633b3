package io.merganser.planner.analyze;

import io.merganser.connectors.spi.TableName;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/// What a statement changes, in a catalog that may be written to.
///
/// @param name of the table; where the statement names a schema, [#ALL_TABLES] of it
/// @param isSchema whether the statement names a schema: a table may be called `*` too
/// @param ofSession whether it is the session's own
public record WriteTarget(TableName name, boolean isSchema, boolean ofSession) {
  /// The name of a table that only a grant on all tables of the schema covers.
  public static final String ALL_TABLES = "*";

  /// The target under another name.
  TableName renamed(String table) {
    return new TableName(name.catalog(), name.schema(), table);
  }

  /// What is printed in the place of the name that was written.
  SqlIdentifier fullName(SqlIdentifier written) {
    List<String> names =
        isSchema
            ? List.of(name.catalog(), name.schema())
            : List.of(name.catalog(), name.schema(), name.table());
    return new SqlIdentifier(names, written.getParserPosition());
  }
}

package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.SourceCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// What stands before the names of columns.
final class Qualifiers {
  private final List<SqlIdentifier> columns = new ArrayList<>();
  private final Set<String> aliases = new HashSet<>();
  private final Set<TableName> views = new HashSet<>();

  void addColumn(SqlIdentifier column) {
    columns.add(column);
  }

  void addAlias(SqlIdentifier alias) {
    aliases.add(Names.fold(alias.names.get(0)));
  }

  /// A temporary view, in the place of which stands its query.
  void addView(String name) {
    views.add(new TableName(SourceCatalog.OF_SESSION, "main", name));
  }

  /// `catalog.schema.table.column` and `schema.table.column` become `table.column`, which is how
  /// what stands in the table's place can be called. A name in front that is an alias stays one.
  void shorten(List<TableReference> references) {
    for (TableName view : views) {
      columns.forEach(column -> shorten(column, view));
    }
    for (TableReference reference : references) {
      if (reference.losesItsName()) {
        TableName table = reference.table().schema().name();
        columns.forEach(column -> shorten(column, table));
      }
    }
  }

  private void shorten(SqlIdentifier column, TableName table) {
    List<String> full = List.of(table.catalog(), table.schema(), table.table());
    List<String> parts = column.names;
    int qualifiers = startsWith(parts, full) ? 3 : startsWith(parts, full.subList(1, 3)) ? 2 : 0;
    if (qualifiers > 0 && !aliases.contains(Names.fold(parts.get(0)))) {
      List<SqlParserPos> places = new ArrayList<>();
      for (int i = qualifiers - 1; i < parts.size(); i++) {
        places.add(column.getComponentParserPosition(i));
      }
      column.setNames(List.copyOf(parts.subList(qualifiers - 1, parts.size())), places);
    }
  }

  private static boolean startsWith(List<String> parts, List<String> qualifiers) {
    int count = qualifiers.size();
    for (int i = 0; i < count; i++) {
      if (parts.size() <= count || !parts.get(i).equalsIgnoreCase(qualifiers.get(i))) {
        return false;
      }
    }
    return true;
  }
}

package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.federate.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;

/// Reads tables that the hub does not hold into temporary tables of the hub: the way for statements
/// that cannot be cut, which keeps the hub's meaning of every construct.
final class Staging {
  private Staging() {}

  /// Puts relations without rows, of the right names and types, in the place of the tables that the
  /// hub does not hold, so that the hub can bind the statement.
  static void putStandIns(List<TableReference> references) {
    for (TableReference reference : references) {
      if (!reference.table().catalog().onHub()) {
        reference.put(
            reference.table().schema().columns().stream()
                .map(column ->
                    "CAST(NULL AS " + column.type() + ") AS " + Names.quote(column.name()))
                .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)")));
      }
    }
  }

  /// Puts the temporary tables in the place of the tables that the hub does not hold, and says how
  /// to fill them. Only columns whose name occurs in the statement are read, unless something in it
  /// stands for others, and only rows that the filters of a policy let through, where the source
  /// can tell them.
  static List<Fragment> putFragments(
      SqlNode tree, List<TableReference> references, FilteredScan filtered) {
    Set<String> used = UsedNames.in(tree);
    List<Fragment> fragments = new ArrayList<>();
    for (TableReference reference : references) {
      if (!reference.table().catalog().onHub()) {
        Fragment fragment = fragment("f" + fragments.size(), reference, used, filtered);
        fragments.add(fragment);
        reference.put(Names.quote(fragment.name()));
      }
    }
    return fragments;
  }

  private static Fragment fragment(
      String name, TableReference reference, Set<String> used, FilteredScan filtered) {
    SourceTable table = reference.table();
    TableSchema schema = table.schema();
    List<Column> columns =
        schema.columns().stream()
            .filter(column ->
                reference.restricted()
                    ? reference.needs(column.name())
                    : used.isEmpty() || used.contains(Names.fold(column.name())))
            .toList();
    if (columns.isEmpty()) {
      // count(*) and the like: any column will do.
      columns = schema.columns().subList(0, Math.min(1, schema.columns().size()));
    }
    List<Column> needed = columns;
    return filtered
        .of(reference, needed)
        .map(scan ->
            new Fragment(
                name,
                scan.catalog(),
                scan.sql(),
                List.of(),
                needed,
                scan.estimatedRows(),
                scan.notPushed()))
        .orElseGet(() -> whole(name, table, needed));
  }

  private static Fragment whole(String name, SourceTable table, List<Column> columns) {
    TableSchema schema = table.schema();
    DirectConnector source = table.catalog().direct();
    if (source == null) {
      throw new IllegalStateException("a catalog that is not on the hub is direct");
    }
    var dialect = source.dialect().sqlDialect();
    String items =
        columns.stream()
            .map(column -> dialect.quoteIdentifier(column.name()))
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT "
            + items
            + " FROM "
            + dialect.quoteIdentifier(schema.name().schema())
            + "."
            + dialect.quoteIdentifier(schema.name().table());
    OptionalLong rows =
        table.catalog().metadata().rowCount(schema.name().schema(), schema.name().table());
    return new Fragment(
        name,
        table.catalog().name(),
        sql,
        List.of(),
        columns,
        rows.isPresent() ? OptionalDouble.of((double) rows.getAsLong()) : OptionalDouble.empty(),
        List.of("the statement reads the whole table"));
  }
}

package io.merganser.planner.analyze;

import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Names;
import io.merganser.planner.SourceCatalog;
import io.merganser.planner.federate.SourceTable;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A name in table position and what it means.
///
/// @param table what was found
/// @param written the last part as the statement spells it; what columns are qualified with
/// @param spelled the whole name as the statement spells it
/// @param aliased whether the statement gives it another name itself
/// @param replace puts another node in its place in the tree
public record TableReference(
    SourceTable table,
    String written,
    List<String> spelled,
    boolean aliased,
    SqlParserPos position,
    Consumer<SqlNode> replace) {

  /// The same where the hub's own way to the table, if the source has another, is not taken.
  public TableReference unattached() {
    SourceCatalog catalog = table.catalog();
    DirectConnector direct = catalog.direct();
    return direct == null || !catalog.onHub()
        ? this
        : new TableReference(
            new SourceTable(
                new SourceCatalog(catalog.name(), catalog.metadata(), false, direct),
                table.schema()),
            written,
            spelled,
            aliased,
            position,
            replace);
  }

  /// Makes the tree say the full name. Its last part is also its alias, so none is added.
  public void putFullName() {
    var name = table.schema().name();
    replace.accept(
        new SqlIdentifier(List.of(name.catalog(), name.schema(), name.table()), position));
  }

  /// Makes the tree read something else under the alias that the rest of the statement uses.
  ///
  /// @param relation SQL of ours: a name, or a query in parentheses
  public void put(String relation) {
    SqlNode node = new RawSql(relation, position);
    replace.accept(
        aliased
            ? node
            : SqlStdOperatorTable.AS.createCall(
                position, node, new SqlIdentifier(written, position)));
  }

  /// A text of the hub's about a statement, with the names of tables as the statement has them.
  public static String asWritten(String text, List<TableReference> tables) {
    String result = text;
    if (text.contains("FROM ")) {
      for (TableReference reference : tables) {
        var name = reference.table().schema().name();
        String full = dotted(List.of(name.catalog(), name.schema(), name.table()));
        result = result.replace(full, dotted(reference.spelled()));
      }
    }
    return result;
  }

  private static String dotted(List<String> parts) {
    return parts.stream()
        .map(part -> part.matches("[a-z_][a-z0-9_]*") ? part : Names.quote(part))
        .collect(Collectors.joining("."));
  }
}

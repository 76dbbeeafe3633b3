package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.federate.Federation;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.relational.RelationalTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;

/// Asks a source for those rows of a table that the filters of a policy let through, where it reads
/// the filters as the hub does: they are cut like any query over the table.
///
/// It only saves the way of the rows that are hidden: the hub applies the filters again, within the
/// fence. Nothing of the statement goes along, so that the source has nothing to raise an error in.
final class FilteredScan {
  private final HubBinder hub;

  FilteredScan(HubBinder hub) {
    this.hub = hub;
  }

  /// The query on the source of the table; empty where the source has to give all rows.
  ///
  /// @param reference to a table that the hub does not hold
  /// @param columns of the table that are needed
  Optional<Fragment> of(TableReference reference, List<Column> columns) {
    String filter = reference.filter();
    if (filter == null) {
      return Optional.empty();
    }
    String row = Names.quote(TableReference.POLICY_MARK);
    String items =
        columns.stream()
            .map(column -> row + "." + Names.quote(column.name()))
            .collect(Collectors.joining(", "));
    String sql =
        "SELECT " + items + " FROM " + reference.relation() + " AS " + row + " WHERE " + filter;
    try {
      SqlNode query = MerganserParser.parseStatement(sql);
      RelationalTree tree = RelationalTree.of(query, List.of(reference.table()), hub);
      return tree.root() == null
          ? Optional.empty()
          : Federation.plan(tree.root(), columns, List.of())
              .filter(plan -> plan.sql() == null)
              .map(plan -> plan.fragments().get(0));
    } catch (SqlParseException e) {
      throw new IllegalStateException("a filter that we printed is read by our parser", e);
    } catch (QueryException e) {
      if (e.code() != PlannerError.UNSUPPORTED_FEATURE) {
        throw e;
      }
      return Optional.empty();
    }
  }
}

package io.merganser.planner.analyze;

import io.merganser.planner.PlanningContext;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Gives the query that a name of a scope stands for.
public interface Datasets {
  /// The fence of a query that hides rows. No optimizer moves a predicate through a LIMIT, so that
  /// what raises an error is not tried on hidden rows.
  String FENCE = "LIMIT " + Long.MAX_VALUE;

  /// The definition of a dataset, made anew for each place it is used in.
  ///
  /// @throws io.merganser.connectors.spi.QueryException if there is no such dataset, or its
  ///   definition does not fit what it reads
  Dataset read(SqlIdentifier name);

  /// A definition with its names resolved. It is read in a scope of its own: no name of the
  /// statement that uses it reaches it, and its own do not reach out of it.
  ///
  /// @param tree a query
  /// @param tables that it reads
  /// @param fenced whether it hides rows and so has a fence around it
  record Dataset(SqlNode tree, List<TableReference> tables, boolean fenced) {
    public Dataset {
      tables = List.copyOf(tables);
    }
  }

  /// Resolves a definition in place.
  ///
  /// @param context with the rights of the definer, and the principal who asks
  static Dataset resolve(PlanningContext context, SqlNode definition) {
    boolean fenced = hidesRows(definition);
    SqlParserPos at = definition.getParserPosition();
    List<TableReference> tables = NameResolver.resolveDefinition(context, definition);
    SqlNode named =
        SqlStdOperatorTable.AS.createCall(at, definition, new SqlIdentifier(Policies.ROW, at));
    SqlNode all =
        new SqlSelect(
            at,
            null,
            SqlNodeList.of(SqlIdentifier.star(at)),
            named,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    SqlNode tree =
        fenced
            ? new SqlOrderBy(
                at,
                all,
                SqlNodeList.EMPTY,
                null,
                SqlLiteral.createExactNumeric(Long.toString(Long.MAX_VALUE), at))
            : all;
    return new Dataset(tree, tables, fenced);
  }

  /// All but columns of one table, each row as it is.
  private static boolean hidesRows(SqlNode definition) {
    return !(definition.getClass() == SqlSelect.class
        && definition instanceof SqlSelect select
        && isTable(select.getFrom())
        && select.getWhere() == null
        && select.getGroup() == null
        && select.getHaving() == null
        && select.getQualify() == null
        && !select.isDistinct()
        && select.getSelectList().stream().allMatch(Datasets::isColumn));
  }

  private static boolean isTable(SqlNode from) {
    return from instanceof SqlIdentifier
        || (from instanceof SqlBasicCall as
            && as.getKind() == SqlKind.AS
            && as.operand(0) instanceof SqlIdentifier);
  }

  private static boolean isColumn(SqlNode item) {
    return item.getClass() == SqlIdentifier.class
        || (item instanceof SqlCall as
            && as.getKind() == SqlKind.AS
            && as.operand(0).getClass() == SqlIdentifier.class);
  }
}

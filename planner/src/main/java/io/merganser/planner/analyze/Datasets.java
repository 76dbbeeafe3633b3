package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.PlanningContext;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

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
  /// @param tree the definition
  /// @param tables that it reads
  /// @param fenced whether it hides rows and so has a fence around it
  record Dataset(SqlNode tree, List<TableReference> tables, boolean fenced) {
    public Dataset {
      tables = List.copyOf(tables);
    }

    /// The query that stands for the name in a statement. Where rows are hidden, it has a fence,
    /// and its values have no statistics: the engine carries the least and the greatest of a column
    /// through a LIMIT, those of hidden rows too.
    ///
    /// @param columns the names of its columns, in order
    public Dataset inPlace(List<String> columns) {
      SqlNode query =
          fenced ? fence(columns) : select(SqlNodeList.of(star()), named(List.of()), null);
      return new Dataset(query, tables, fenced);
    }

    private SqlNode fence(List<String> columns) {
      SqlParserPos at = tree.getParserPosition();
      List<SqlNode> items = new ArrayList<>();
      List<String> own = new ArrayList<>();
      for (String column : columns) {
        String name = "c" + own.size();
        own.add(name);
        items.add(
            new RawSql(
                "greatest("
                    + Names.quote(Policies.ROW)
                    + "."
                    + Names.quote(name)
                    + ") AS "
                    + Names.quote(column),
                at));
      }
      SqlNode most = SqlLiteral.createExactNumeric(Long.toString(Long.MAX_VALUE), at);
      return select(new SqlNodeList(items, at), named(own), most);
    }

    private SqlNode select(SqlNodeList items, SqlNode from, @Nullable SqlNode fetch) {
      SqlParserPos at = tree.getParserPosition();
      SqlSelect select =
          new SqlSelect(
              at, null, items, from, null, null, null, null, null, null, null, null, null);
      return fetch == null ? select : new SqlOrderBy(at, select, SqlNodeList.EMPTY, null, fetch);
    }

    private SqlNode named(List<String> columns) {
      SqlParserPos at = tree.getParserPosition();
      List<SqlNode> operands = new ArrayList<>(List.of(tree, new SqlIdentifier(Policies.ROW, at)));
      columns.forEach(column -> operands.add(new SqlIdentifier(column, at)));
      return SqlStdOperatorTable.AS.createCall(at, operands);
    }

    private SqlNode star() {
      return SqlIdentifier.star(tree.getParserPosition());
    }
  }

  /// Resolves a definition in place.
  ///
  /// @param context with the rights of the definer, and the principal who asks
  static Dataset resolve(PlanningContext context, SqlNode definition) {
    boolean fenced = hidesRows(definition);
    return new Dataset(definition, NameResolver.resolveDefinition(context, definition), fenced);
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

package io.merganser.planner.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The clauses of a SELECT while the parser collects them: it may begin with either SELECT or FROM.
final class SelectParts {
  final List<SqlLiteral> keywords = new ArrayList<>();
  final List<SqlNode> items = new ArrayList<>();
  SqlNode from;
  SqlNode where;
  SqlNodeList groupBy;
  SqlNode having;
  SqlNodeList windows;
  SqlNode qualify;
  SqlTableSample sample;

  /// `SELECT * FROM tables`.
  static SqlSelect starOf(SqlNode tables) {
    final SelectParts parts = new SelectParts();
    parts.items.add(SqlIdentifier.star(tables.getParserPosition()));
    parts.from = tables;
    return parts.build(tables.getParserPosition());
  }

  SqlSelect build(SqlParserPos position) {
    final SqlSelect select = select(position);
    return sample == null ? select : new SqlSampledSelect(position, select, sample);
  }

  private SqlSelect select(SqlParserPos position) {
    return new SqlSelect(
        position,
        new SqlNodeList(keywords, position),
        new SqlNodeList(items, SqlParserPos.sum(items)),
        from,
        where,
        groupBy,
        having,
        windows,
        qualify,
        null,
        null,
        null,
        SqlNodeList.EMPTY);
  }
}

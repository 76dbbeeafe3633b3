package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.analyze.CannotRaise;
import io.merganser.planner.analyze.TableReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Knows the columns of a query that picks rows of one table by comparing its columns with
/// literals. To ask the hub takes longer than all else that such a statement is planned with, and
/// applications send many.
///
/// The types are the hub's own: it told them when the table was looked up. Whatever could be read
/// in two ways, or refused, is left to the hub.
final class KnownColumns {
  private final String table;
  private final Map<String, Column> columns = new HashMap<>();
  private final CannotRaise comparisons;

  private KnownColumns(String table, TableSchema schema) {
    this.table = Names.fold(table);
    schema.columns().forEach(column -> columns.put(Names.fold(column.name()), column));
    Map<String, DataType> types = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    schema.columns().forEach(column -> types.put(column.name(), column.type()));
    this.comparisons = CannotRaise.over(types);
  }

  /// The columns as the hub would tell them; null where only the hub knows.
  ///
  /// @param query resolved
  /// @param tables that it names
  static @Nullable List<Column> of(SqlNode query, List<TableReference> tables) {
    SqlNode inner = query instanceof SqlOrderBy ordered ? ordered.query : query;
    if (tables.size() != 1
        || !isTheHubs(tables.get(0))
        || !(inner instanceof SqlSelect select)
        || !isPlain(select)) {
      return null;
    }
    String alias = alias(select.getFrom());
    if (alias == null) {
      return null;
    }
    TableSchema schema = tables.get(0).table().schema();
    KnownColumns known = new KnownColumns(alias, schema);
    SqlNode where = select.getWhere();
    boolean binds =
        (where == null || known.compares(where))
            && (!(query instanceof SqlOrderBy ordered) || known.orders(ordered));
    return binds ? known.columns(select.getSelectList(), schema) : null;
  }

  private static boolean isTheHubs(TableReference reference) {
    SourceCatalog catalog = reference.table().catalog();
    return catalog.onHub()
        && catalog.direct() == null
        && reference.table().schema().kind() == TableSchema.Kind.TABLE
        && !reference.untold();
  }

  private static boolean isPlain(SqlSelect select) {
    return select.getClass() == SqlSelect.class
        && !select.isDistinct()
        && select.getGroup() == null
        && select.getHaving() == null
        && select.getWindowList().isEmpty()
        && select.getQualify() == null
        && select.getOrderList() == null
        && select.getOffset() == null
        && select.getFetch() == null;
  }

  /// What columns are qualified with; null where it is not a table with at most another name.
  private static @Nullable String alias(@Nullable SqlNode from) {
    return switch (from) {
      case SqlIdentifier table -> table.names.get(table.names.size() - 1);
      case SqlBasicCall as
          when as.getKind() == SqlKind.AS
              && as.operandCount() == 2
              && as.operand(0) instanceof SqlIdentifier
              && as.operand(1) instanceof SqlIdentifier alias ->
          alias.getSimple();
      case null, default -> null;
    };
  }

  /// A text is read as what it is compared with when the statement is bound, if it can be.
  private boolean compares(SqlNode where) {
    if (where.getKind() == SqlKind.AND) {
      return ((SqlCall) where).getOperandList().stream().allMatch(this::compares);
    }
    return comparisons.isCondition(where)
        && columnsIn(where).allMatch(id -> find(id) != null)
        && (!hasText(where) || columnsIn(where).allMatch(this::isText));
  }

  private boolean isText(SqlIdentifier id) {
    Column column = find(id);
    return column != null && column.type() == DataType.Scalar.VARCHAR;
  }

  private static Stream<SqlIdentifier> columnsIn(SqlNode node) {
    return leaves(node).filter(SqlIdentifier.class::isInstance).map(SqlIdentifier.class::cast);
  }

  private static boolean hasText(SqlNode node) {
    return leaves(node)
        .anyMatch(leaf ->
            leaf instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR);
  }

  private static Stream<SqlNode> leaves(SqlNode node) {
    return switch (node) {
      case SqlCall call -> call.getOperandList().stream().flatMap(KnownColumns::leaves);
      case SqlNodeList list -> list.getList().stream().flatMap(KnownColumns::leaves);
      default -> Stream.of(node);
    };
  }

  private boolean orders(SqlOrderBy ordered) {
    return ordered.orderList.getList().stream().allMatch(this::isKnown)
        && isCount(ordered.offset)
        && isCount(ordered.fetch);
  }

  private boolean isKnown(SqlNode ordering) {
    SqlNode column =
        ordering.getKind() == SqlKind.DESCENDING ? ((SqlCall) ordering).operand(0) : ordering;
    return column instanceof SqlIdentifier id && find(id) != null;
  }

  private static boolean isCount(@Nullable SqlNode count) {
    return count == null
        || (count instanceof SqlLiteral literal
            && literal.toValue() != null
            && literal.toValue().matches("\\d{1,18}"));
  }

  private @Nullable List<Column> columns(SqlNodeList items, TableSchema schema) {
    List<Column> columns = new ArrayList<>();
    for (SqlNode item : items) {
      if (item instanceof SqlIdentifier id && id.isStar()) {
        if (id.names.size() > 2 || !isQualified(id)) {
          return null;
        }
        schema.columns().forEach(each -> columns.add(new Column(each.name(), each.type(), true)));
        continue;
      }
      boolean named = item.getKind() == SqlKind.AS;
      SqlNode value = named ? ((SqlCall) item).operand(0) : item;
      Column column = value instanceof SqlIdentifier id ? find(id) : null;
      if (column == null) {
        return null;
      }
      String name =
          named ? ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple() : column.name();
      columns.add(new Column(name, column.type(), true));
    }
    return columns.stream().allMatch(KnownColumns::isScalar) ? columns : null;
  }

  private @Nullable Column find(SqlIdentifier id) {
    return id.names.size() <= 2 && !id.isStar() && isQualified(id)
        ? columns.get(Names.fold(id.names.get(id.names.size() - 1)))
        : null;
  }

  /// By the table, if by anything: the first of two parts might be a column with fields.
  private boolean isQualified(SqlIdentifier id) {
    String first = Names.fold(id.names.get(0));
    return id.names.size() == 1 || (first.equals(table) && !columns.containsKey(first));
  }

  private static boolean isScalar(Column column) {
    return column.type() instanceof DataType.Scalar || column.type() instanceof DataType.Decimal;
  }
}

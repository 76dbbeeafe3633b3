package io.merganser.planner.analyze;

import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.SourceCatalog;
import io.merganser.planner.analyze.CalmQueries.Output;
import io.merganser.planner.analyze.KnownNames.Name;
import io.merganser.planner.parser.DuckOperators;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Tells queries whose answer is the same however the engine plans them, so that it may plan them
/// by all that it knows, hidden rows included, and needs no fence.
///
/// A plan shows in three ways. In errors: whether a part that raises is computed at all, and for
/// which rows, so that nothing may raise but items of the outermost SELECT list ([RaisingItems]).
/// In values: of sums of floating numbers and of functions that take rows as they come, which are
/// not known here. And in the order of rows: groups come sorted where the engine knows the least
/// and the greatest of a key to be near each other. So what is sorted is sorted by all that tells
/// its rows apart, groups are sorted, and a join that is neither keeps its fences.
public final class Indifferent {
  /// A name that changes its meaning by what is read after it has more than one.
  private static final int MOST_READINGS = 4;

  private final List<TableReference> tables;
  private final KnownNames names;

  private Indifferent(List<TableReference> tables) {
    this.tables = tables;
    this.names = new KnownNames(tables);
  }

  /// Opens the fences of a query, if that makes no difference to its answer.
  ///
  /// @param query with its names resolved; it is changed in place where its fences are opened
  /// @param tables each that it names
  /// @return what is to run
  public static SqlNode open(PlanningContext context, SqlNode query, List<TableReference> tables) {
    boolean fits =
        tables.stream().anyMatch(TableReference::restricted)
            && !context.settings().changeMeaning()
            && tables.stream().allMatch(Indifferent::isOfEngine)
            && parametersStandOnce(query);
    if (!fits) {
      return query;
    }
    Indifferent indifferent = new Indifferent(tables);
    Reading reading = indifferent.read(query);
    if (reading == null) {
      return query;
    }
    tables.stream().filter(TableReference::restricted).forEach(TableReference::open);
    foldDays(query);
    return reading.sorted(query);
  }

  /// Whether no other system than the engine reads it, whose errors are its own, and nothing of it
  /// is computed.
  private static boolean isOfEngine(TableReference reference) {
    SourceCatalog catalog = reference.table().catalog();
    TableSchema table = reference.table().schema();
    return (catalog.direct() == null || !catalog.onHub())
        && table.kind() == TableSchema.Kind.TABLE
        && table.computed().isEmpty()
        && !reference.beneath()
        && KnownNames.isFlat(table);
  }

  /// The type of one that stands in two places is that of the first.
  private static boolean parametersStandOnce(SqlNode query) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> again = new ArrayList<>();
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            if (!seen.add(parameter.getIndex())) {
              again.add(parameter.getIndex());
            }
            return null;
          }
        });
    return again.isEmpty();
  }

  /// What a query was found to be.
  ///
  /// @param order null if it has no ORDER BY
  /// @param keys places of the items by which it is to be sorted besides
  private record Reading(@Nullable SqlOrderBy order, List<Integer> keys) {
    SqlNode sorted(SqlNode query) {
      if (keys.isEmpty()) {
        return query;
      }
      // That of a LIMIT alone cannot be added to.
      SqlNodeList list = new SqlNodeList(SqlParserPos.ZERO);
      if (order != null) {
        list.addAll(order.orderList);
      }
      for (int key : keys) {
        list.add(SqlLiteral.createExactNumeric(String.valueOf(key + 1), SqlParserPos.ZERO));
      }
      return order == null
          ? new SqlOrderBy(query.getParserPosition(), query, list, null, null)
          : new SqlOrderBy(order.getParserPosition(), order.query, list, order.offset, order.fetch);
    }
  }

  /// Reads it until no name has another meaning than it had when it was read before.
  private @Nullable Reading read(SqlNode query) {
    Reading reading = null;
    for (int i = 0; i < MOST_READINGS; i++) {
      reading = readOnce(query);
      if (reading == null || !names.hasChanged()) {
        return reading;
      }
    }
    return null;
  }

  private @Nullable Reading readOnce(SqlNode query) {
    CalmQueries queries = new CalmQueries(names);
    SqlOrderBy order = query instanceof SqlOrderBy it ? it : null;
    SqlNode body = order == null ? query : order.query;
    if (body instanceof SqlWith with) {
      if (!areCalm(with.withList, queries)) {
        return null;
      }
      body = with.body;
    }
    if (!(body instanceof SqlSelect select) || !isNumber(order)) {
      return null;
    }
    names.enter();
    List<Output> outputs = queries.outermost(select);
    Reading reading = outputs == null ? null : readOrder(queries, order, select, outputs);
    names.leave();
    return reading;
  }

  private @Nullable Reading readOrder(
      CalmQueries queries, @Nullable SqlOrderBy order, SqlSelect select, List<Output> outputs) {
    SqlNodeList keys = order == null ? SqlNodeList.EMPTY : order.orderList;
    boolean raises = outputs.stream().map(Output::meaning).anyMatch(Name::raising);
    boolean cut = order != null && (order.fetch != null || order.offset != null);
    boolean holds =
        keys.stream().map(Indifferent::key).allMatch(key -> queries.isCalmOrder(key, outputs))
            // What is not asked for may be computed, or not.
            && !(raises && cut && !CalmQueries.isAggregated(select));
    List<Integer> missing = holds ? missingKeys(select, keys, outputs) : null;
    return missing == null ? null : new Reading(order, missing);
  }

  private static boolean isNumber(@Nullable SqlOrderBy order) {
    return order == null
        || ((order.fetch == null || order.fetch instanceof SqlNumericLiteral)
            && (order.offset == null || order.offset instanceof SqlNumericLiteral));
  }

  private boolean areCalm(SqlNodeList withList, CalmQueries queries) {
    for (SqlNode node : withList) {
      SqlWithItem item = (SqlWithItem) node;
      List<Output> outputs = item.recursive.booleanValue() ? null : queries.calm(item.query);
      SqlNodeList columns = item.columnList;
      if (outputs == null
          || queries.named(columns == null ? List.of() : columns.getList(), outputs) == null) {
        return false;
      }
    }
    return true;
  }

  private static SqlNode key(SqlNode item) {
    SqlNode node = item;
    while (node.getKind() == SqlKind.DESCENDING
        || node.getKind() == SqlKind.NULLS_FIRST
        || node.getKind() == SqlKind.NULLS_LAST) {
      node = ((SqlCall) node).operand(0);
    }
    return node;
  }

  /// By which items the rows must be sorted besides, so that no plan can change their order; null
  /// if they cannot be, or should not.
  private @Nullable List<Integer> missingKeys(
      SqlSelect select, SqlNodeList keys, List<Output> outputs) {
    boolean all = keys.stream().anyMatch(DuckOperators::isAllColumns);
    if (all || CalmQueries.isOneRow(select)) {
      return List.of();
    }
    boolean groups = select.getGroup() != null || select.isDistinct();
    if (keys.isEmpty() && !groups) {
      // A table is read from its first row to its last.
      return tables.size() == 1 && isTable(select.getFrom()) ? List.of() : null;
    }
    if (outputs.stream().anyMatch(Output::isStar)) {
      return null;
    }
    Set<Integer> wanted = groupKeys(select, outputs);
    Set<Integer> sorted = new HashSet<>();
    keys.forEach(key -> sorted.add(place(key(key), outputs, true)));
    return wanted.stream().filter(place -> !sorted.contains(place)).toList();
  }

  /// The items that tell two rows apart: those that are the keys of the groups, if all keys are
  /// items, else all.
  private Set<Integer> groupKeys(SqlSelect select, List<Output> outputs) {
    Set<Integer> every = new TreeSet<>(IntStream.range(0, outputs.size()).boxed().toList());
    SqlNodeList group = select.getGroup();
    if (group == null || group.isEmpty() || select.isDistinct()) {
      return every;
    }
    Set<Integer> places = new TreeSet<>();
    for (SqlNode key : group) {
      int place = place(key, outputs, false);
      if (place < 0) {
        return every;
      }
      places.add(place);
    }
    return places;
  }

  /// Which item a key of GROUP BY or ORDER BY is; -1 if that is not clear.
  private int place(SqlNode key, List<Output> outputs, boolean order) {
    if (key instanceof SqlNumericLiteral number) {
      return number.intValue(false) - 1;
    }
    if (!(key instanceof SqlIdentifier id)) {
      return -1;
    }
    // A name that both an item and a column of a table have is one thing here and another there.
    boolean alias = id.isSimple() && outputs.stream().anyMatch(it -> isAlias(it, id.getSimple()));
    if (alias && !order && names.isOfTable(id.getSimple())) {
      return -1;
    }
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      boolean same =
          alias ? isAlias(output, id.getSimple()) : output.node().toString().equals(id.toString());
      if (same) {
        return i;
      }
    }
    return -1;
  }

  /// Whether an item has a name that is not that of its column.
  private static boolean isAlias(Output output, String name) {
    return name.equalsIgnoreCase(output.name())
        && !(output.node() instanceof SqlIdentifier id
            && id.names.get(id.names.size() - 1).equalsIgnoreCase(name));
  }

  private static boolean isTable(@Nullable SqlNode from) {
    SqlNode node =
        from instanceof SqlBasicCall as && as.getKind() == SqlKind.AS ? as.operand(0) : from;
    return node instanceof SqlIdentifier || node instanceof RawSql;
  }

  /// Makes days of what is a while from a day: it is compared with days only.
  private static void foldDays(@Nullable SqlNode node) {
    if (node instanceof SqlNodeList list) {
      for (int i = 0; i < list.size(); i++) {
        SqlNode item = list.get(i);
        SqlNode day = day(item);
        if (day == null) {
          foldDays(item);
        } else {
          list.set(i, day);
        }
      }
    } else if (node instanceof SqlCall call) {
      for (int i = 0; i < call.operandCount(); i++) {
        SqlNode operand = call.operand(i);
        SqlNode day = operand == null ? null : day(operand);
        if (day == null) {
          foldDays(operand);
        } else {
          call.setOperand(i, day);
        }
      }
    }
  }

  private static @Nullable SqlNode day(SqlNode node) {
    LocalDate day = node instanceof SqlCall ? Days.of(node) : null;
    return day == null
        ? null
        : SqlLiteral.createUnknown("DATE", day.toString(), node.getParserPosition());
  }
}

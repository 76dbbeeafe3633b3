package io.merganser.connectors.sqlite;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.PushdownFeature;
import io.merganser.connectors.spi.RemoteDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlDialect;

/// What SQLite computes as DuckDB does, whatever is stored: whole numbers and, where the file's
/// columns allow, text. Whatever is not listed stays on the hub; so do, on purpose: dates and
/// timestamps (text of many forms, or numbers), doubles (whole numbers among them are exact here
/// and rounded on the hub), arithmetic and `SUM` (an overflow turns into a double or an error),
/// `LIKE` (ignores case), `UPPER` and `LOWER` (ASCII only), `SUBSTRING` and `LENGTH` (another rule
/// for what is negative, and text ends at a zero byte).
///
/// How the planner asks: arguments of `CAST` are the type it is from and the type it is to; those
/// of `CASE` are its operands in Calcite's order. What groups, makes distinct or joins needs `=` on
/// its type; what sorts needs [#ordersLikeHub].
final class SqliteDialect implements RemoteDialect {
  private static final Set<DataType> INTEGERS =
      Set.of(Scalar.TINYINT, Scalar.SMALLINT, Scalar.INTEGER, Scalar.BIGINT);

  private static final Map<DataType, String> NAMES =
      Map.of(
          Scalar.BOOLEAN, "INTEGER",
          Scalar.TINYINT, "INTEGER",
          Scalar.SMALLINT, "INTEGER",
          Scalar.INTEGER, "INTEGER",
          Scalar.BIGINT, "INTEGER",
          Scalar.DOUBLE, "REAL",
          Scalar.VARCHAR, "TEXT",
          Scalar.BLOB, "BLOB");

  private final SqlDialect sqlDialect = new SqliteSqlPrinter();
  private final Supplier<SqliteFacts> facts;

  /// @param facts asked only for text
  SqliteDialect(Supplier<SqliteFacts> facts) {
    this.facts = facts;
  }

  @Override
  public SqlDialect sqlDialect() {
    return sqlDialect;
  }

  @Override
  public boolean supports(PushdownFeature feature) {
    return switch (feature) {
      case FILTER, PROJECT, INNER_JOIN, OUTER_JOIN, AGGREGATE, SET_OPERATION -> true;
      case SORT, LIMIT, SUBQUERY, LITERAL_LIST -> true;
    };
  }

  @Override
  public boolean supportsFunction(String name, List<DataType> arguments) {
    return switch (name) {
      case "AND", "OR", "NOT" -> all(arguments, Scalar.BOOLEAN);
      case "IS TRUE", "IS NOT TRUE", "IS FALSE", "IS NOT FALSE" -> all(arguments, Scalar.BOOLEAN);
      case "IS NULL", "IS NOT NULL", "COUNT", "FILTER" -> true;
      case "=", "<>", "IN", "NOT IN", "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "NULLIF" ->
          integers(arguments) || texts(arguments, SqliteFacts::textEquals);
      case "<", "<=", ">", ">=" -> integers(arguments) || texts(arguments, SqliteFacts::textOrder);
      case "MIN", "MAX" -> arguments.size() == 1 && ordersLikeHub(arguments.getFirst());
      // What it joins is text already, and null makes null.
      case "||" -> texts(arguments, SqliteFacts::textEquals);
      case "CASE" -> caseBranchesAlike(arguments);
      case "COALESCE" -> integers(arguments) || texts(arguments, SqliteFacts::textEquals);
      case "CAST" -> arguments.size() == 2 && castsAlike(arguments.get(0), arguments.get(1));
      default -> false;
    };
  }

  @Override
  public boolean ordersLikeHub(DataType type) {
    return INTEGERS.contains(type) || (type == Scalar.VARCHAR && facts.get().textOrder());
  }

  @Override
  public String typeName(DataType type) {
    String name = NAMES.get(type);
    if (name == null) {
      throw new IllegalArgumentException("SQLite has no " + type);
    }
    return name;
  }

  /// Types that SQLite casts to without changing the value; a cast to `DATE` would make a number.
  @Override
  public boolean hasType(DataType type) {
    return NAMES.containsKey(type);
  }

  private static boolean integers(List<DataType> arguments) {
    return !arguments.isEmpty()
        && arguments.stream().allMatch(type -> type == Scalar.NULL || INTEGERS.contains(type));
  }

  private boolean texts(List<DataType> arguments, Predicate<SqliteFacts> fit) {
    return !arguments.isEmpty()
        && arguments.stream().allMatch(type -> type == Scalar.NULL || type == Scalar.VARCHAR)
        && fit.test(facts.get());
  }

  private static boolean all(List<DataType> arguments, DataType type) {
    return !arguments.isEmpty() && arguments.stream().allMatch(type::equals);
  }

  private boolean caseBranchesAlike(List<DataType> arguments) {
    List<DataType> branches = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (i % 2 == 1 || i == arguments.size() - 1) {
        branches.add(arguments.get(i));
      } else if (arguments.get(i) != Scalar.BOOLEAN) {
        return false;
      }
    }
    return integers(branches) || texts(branches, SqliteFacts::textEquals);
  }

  /// Whole numbers to wider ones, which are the same here, and to text.
  private static boolean castsAlike(DataType from, DataType to) {
    return switch (to) {
      case Scalar.BIGINT -> INTEGERS.contains(from);
      case Scalar.INTEGER -> INTEGERS.contains(from) && from != Scalar.BIGINT;
      case Scalar.VARCHAR -> INTEGERS.contains(from) || from == Scalar.VARCHAR;
      default -> false;
    };
  }
}

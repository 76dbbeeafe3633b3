package io.merganser.planner.relational;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import io.merganser.planner.HubBinder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/// The functions that a relational tree may hold besides aggregates: those that are pure and are in
/// the hub what they are everywhere. Their types are asked of the hub.
final class HubOperators implements SqlOperatorTable {
  private static final Set<String> PURE =
      Set.of(
          "abs",
          "ceil",
          "ceiling",
          "floor",
          "round",
          "sqrt",
          "exp",
          "ln",
          "log10",
          "power",
          "pow",
          "sign",
          "greatest",
          "least",
          "upper",
          "lower",
          "ucase",
          "lcase",
          "length",
          "char_length",
          "character_length",
          "strlen",
          "substring",
          "substr",
          "left",
          "right",
          "trim",
          "ltrim",
          "rtrim",
          "replace",
          "concat",
          "reverse",
          "starts_with",
          "ends_with",
          "contains",
          "lpad",
          "rpad",
          "repeat",
          "split_part",
          "strpos",
          "instr",
          "regexp_matches",
          "regexp_replace",
          "year",
          "month",
          "day",
          "quarter",
          "week",
          "dayofweek",
          "dayofyear",
          "hour",
          "minute",
          "second",
          "date_trunc",
          "date_part",
          "date_diff",
          "datediff",
          "datepart",
          "strftime",
          "make_date",
          "last_day",
          "ifnull",
          "hash",
          "md5",
          "mod");

  /// In the hub, `/` of integers is a DOUBLE.
  static final SqlBinaryOperator DIVIDE =
      new SqlBinaryOperator(
          "/",
          SqlKind.DIVIDE,
          60,
          true,
          ReturnTypes.DOUBLE_NULLABLE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.ANY_ANY);

  private final HubBinder hub;
  private final HubTypeFactory types;
  private final Map<String, SqlFunction> functions = new ConcurrentHashMap<>();
  private final Map<String, Optional<DataType>> results = new ConcurrentHashMap<>();

  HubOperators(HubBinder hub, HubTypeFactory types) {
    this.hub = hub;
    this.types = types;
  }

  static boolean isPure(String function) {
    return PURE.contains(Names.fold(function));
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    if (syntax == SqlSyntax.FUNCTION_ID) {
      // A name without parentheses is a column; the clock and the user are not asked in two places.
      return;
    }
    if (name.isSimple() && syntax == SqlSyntax.FUNCTION && isPure(name.getSimple())) {
      found.add(functions.computeIfAbsent(Names.fold(name.getSimple()), this::function));
    } else {
      SqlStdOperatorTable.instance()
          .lookupOperatorOverloads(name, category, syntax, found, matcher);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return SqlStdOperatorTable.instance().getOperatorList();
  }

  private SqlFunction function(String name) {
    return new SqlFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        binding -> result(name, binding),
        InferTypes.FIRST_KNOWN,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  private RelDataType result(String name, SqlOperatorBinding binding) {
    StringBuilder call = new StringBuilder("SELECT ").append(Names.quote(name)).append('(');
    for (int i = 0; i < binding.getOperandCount(); i++) {
      DataType type = HubTypeFactory.toHub(binding.getOperandType(i));
      if (type == null) {
        return any();
      }
      call.append(i == 0 ? "" : ", ").append("CAST(NULL AS ").append(type).append(')');
    }
    return results
        .computeIfAbsent(call.append(')').toString(), this::bind)
        .map(types::nullable)
        .orElseGet(this::any);
  }

  private Optional<DataType> bind(String sql) {
    try {
      return Optional.of(hub.bind(sql).columns().get(0).type());
    } catch (HubBinder.BindException e) {
      // Such as a function that wants a literal: its type is not known, and it stays on the hub.
      return Optional.empty();
    }
  }

  private RelDataType any() {
    return types.createTypeWithNullability(types.createSqlType(SqlTypeName.ANY), true);
  }
}

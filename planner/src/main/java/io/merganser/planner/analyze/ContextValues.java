package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.parser.SqlContextName;
import io.merganser.planner.settings.SessionSetting;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/// Who asks, and where: `current_user`, `current_schema` and the like become literals before
/// anything is printed. The engine would answer for its own user and its own catalog.
final class ContextValues {
  private final PlanningContext context;
  private final ColumnNames columns;
  private final boolean inDefinition;

  /// @param inDefinition whether what is known of the principal has values too
  ContextValues(PlanningContext context, ColumnNames columns, boolean inDefinition) {
    this.context = context;
    this.columns = columns;
    this.inDefinition = inDefinition;
  }

  /// Replaces what stands alone in WHERE, HAVING and QUALIFY.
  void replaceTerms(SqlSelect select) {
    SqlNode where = value(select.getWhere());
    if (where != null) {
      select.setWhere(where);
    }
    SqlNode having = value(select.getHaving());
    if (having != null) {
      select.setHaving(having);
    }
    SqlNode qualify = value(select.getQualify());
    if (qualify != null) {
      select.setQualify(qualify);
    }
  }

  /// Replaces items of a SELECT list; they keep the names that they would have had.
  void putInto(SqlNodeList items) {
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      SqlNode value = value(item);
      if (value != null) {
        SqlParserPos at = item.getParserPosition();
        items.set(
            i,
            SqlStdOperatorTable.AS.createCall(
                at, value, new SqlIdentifier(columnName(item), at.withQuoting(true))));
      }
    }
  }

  void replaceIn(SqlNodeList list) {
    for (int i = 0; i < list.size(); i++) {
      SqlNode value = value(list.get(i));
      if (value != null) {
        list.set(i, value);
      }
    }
  }

  void replaceIn(SqlCall call) {
    for (int i = 0; i < call.operandCount(); i++) {
      @Nullable SqlNode operand = call.getOperandList().get(i);
      SqlNode value = value(operand);
      if (value != null) {
        call.setOperand(i, value);
      }
    }
  }

  /// A literal, or null if the node means something else.
  @Nullable SqlNode value(@Nullable SqlNode node) {
    return switch (node) {
      case SqlCall call when inDefinition && ofPrincipal(call) != null -> ofPrincipal(call);
      case SqlContextName name when !inDefinition && columns.mayBe(name.getSimple()) -> null;
      case SqlContextName name -> value(name.getSimple(), name.getParserPosition());
      case SqlCall call when isSetting(call) -> setting(call.operand(0));
      case SqlCall call
          when call.operandCount() == 0 && call.getOperator() instanceof SqlFunction f ->
          value(f.getName(), call.getParserPosition());
      case null, default -> null;
    };
  }

  private @Nullable SqlNode value(String name, SqlParserPos at) {
    return switch (Names.fold(name)) {
      case "current_user", "session_user", "user", "current_role" ->
          text(context.effectiveSet().principal().name(), at);
      case "current_catalog", "current_database" -> text(context.defaultCatalog(), at);
      case "current_schema" -> text(context.defaultSchema(), at);
      default -> null;
    };
  }

  /// What reads attributes or groups of the principal; null if the call does not. In `column =
  /// attribute` and in IN they stand for their values, as in policies.
  private @Nullable SqlNode ofPrincipal(SqlCall call) {
    return PrincipalValues.of(call, context.effectiveSet().claims());
  }

  private static boolean isSetting(SqlCall call) {
    return call.operandCount() == 1
        && call.getOperator() instanceof SqlFunction function
        && Names.fold(function.getName()).equals("current_setting")
        && call.operand(0) instanceof SqlLiteral literal
        && literal.getTypeName().getFamily() == SqlTypeFamily.CHARACTER;
  }

  private SqlNode setting(SqlLiteral literal) {
    SqlParserPos at = literal.getParserPosition();
    String name = String.valueOf(literal.toValue());
    SessionSetting setting =
        SessionSetting.find(name)
            .orElseThrow(() ->
                PlannerErrors.noSuchSetting(name, at, Names.nearest(name, SessionSetting.names())));
    String value = context.settings().value(setting);
    return setting.isTruth()
        ? SqlLiteral.createBoolean(Boolean.parseBoolean(value), at)
        : text(value, at);
  }

  private static SqlNode text(@Nullable String value, SqlParserPos at) {
    return value == null ? SqlLiteral.createNull(at) : SqlLiteral.createCharString(value, at);
  }

  private static String columnName(SqlNode node) {
    return node instanceof SqlCall call
        ? call.getOperator().getName()
            + (call.operandCount() == 0
                ? "()"
                : "(" + Names.literal(((SqlLiteral) call.operand(0)).toValue()) + ")")
        : ((SqlIdentifier) node).getSimple();
  }
}

package io.merganser.planner.analyze;

import io.merganser.authz.Claims;
import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/// What is known of the principal, as literals. An attribute and the groups are lists; in `column =
/// attribute` and in IN they stand for their values, and where there is no value the answer is
/// unknown, so that neither IN nor NOT IN lets a row through.
final class PrincipalValues {
  static final String ATTRIBUTE = "current_principal_attribute";
  static final String GROUPS = "current_principal_groups";

  private PrincipalValues() {}

  /// What a call comes to; null if nothing of the principal stands in it itself. What stands deeper
  /// stays as it is.
  ///
  /// @throws IllegalArgumentException with a sentence that says what is wrong
  static @Nullable SqlNode of(SqlCall call, Claims claims) {
    List<String> values = values(call, claims);
    if (values != null) {
      return list(values, call.getParserPosition());
    }
    return switch (call.getKind()) {
      case EQUALS -> equal(call, claims);
      case IN, NOT_IN -> in(call, claims);
      default -> null;
    };
  }

  private static @Nullable SqlNode equal(SqlCall call, Claims claims) {
    List<String> right = values(call.operand(1), claims);
    List<String> left = right == null ? values(call.operand(0), claims) : null;
    List<String> values = right == null ? left : right;
    if (values == null) {
      return null;
    }
    SqlParserPos at = call.getParserPosition();
    return SqlStdOperatorTable.IN.createCall(
        at, call.operand(right == null ? 1 : 0), literals(values, at));
  }

  private static @Nullable SqlNode in(SqlCall call, Claims claims) {
    if (!(call.operand(1) instanceof SqlNodeList list)) {
      return null;
    }
    SqlNodeList expanded = new SqlNodeList(list.getParserPosition());
    boolean found = false;
    for (SqlNode item : list) {
      List<String> values = values(item, claims);
      if (values == null) {
        expanded.add(item);
      } else {
        found = true;
        expanded.addAll(literals(values, item.getParserPosition()));
      }
    }
    return found
        ? call.getOperator().createCall(call.getParserPosition(), call.operand(0), expanded)
        : null;
  }

  /// The values that a node stands for; null if it is another one.
  static @Nullable List<String> values(SqlNode node, Claims claims) {
    if (!(node instanceof SqlBasicCall call) || call.getKind() == SqlKind.AS) {
      return null;
    }
    return switch (call.getOperator().getName().toLowerCase(Locale.ROOT)) {
      case GROUPS -> {
        if (call.operandCount() != 0) {
          throw new IllegalArgumentException("`" + GROUPS + "` takes nothing");
        }
        yield claims.groups();
      }
      case ATTRIBUTE -> {
        if (call.operandCount() != 1
            || !(call.operand(0) instanceof SqlLiteral literal)
            || literal.getTypeName().getFamily() != SqlTypeFamily.CHARACTER) {
          throw new IllegalArgumentException(
              "`" + ATTRIBUTE + "` takes the name of an attribute, as a literal");
        }
        yield claims.attribute(String.valueOf(literal.getValueAs(String.class)));
      }
      default -> null;
    };
  }

  static SqlNodeList literals(List<String> values, SqlParserPos at) {
    List<SqlNode> literals = new ArrayList<>();
    values.forEach(value -> literals.add(SqlLiteral.createCharString(value, at)));
    if (literals.isEmpty()) {
      literals.add(SqlLiteral.createNull(at));
    }
    return new SqlNodeList(literals, at);
  }

  static SqlNode list(List<String> values, SqlParserPos at) {
    StringBuilder text = new StringBuilder("CAST(");
    if (values.isEmpty()) {
      text.append("NULL");
    } else {
      text.append('[');
      text.append(String.join(", ", values.stream().map(Names::literal).toList()));
      text.append(']');
    }
    return new RawSql(text.append(" AS VARCHAR[])").toString(), at);
  }
}

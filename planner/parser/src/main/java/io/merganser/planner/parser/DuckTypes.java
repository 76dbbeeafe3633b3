package io.merganser.planner.parser;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.Static;

/// From the name of a type to its node: types that Calcite shares with DuckDB are its own, all
/// others are user-defined types of their name, which the planner looks up.
final class DuckTypes {
  private DuckTypes() {}

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Map<String, SqlTypeName> SHARED =
      Map.ofEntries(
          Map.entry("BOOLEAN", SqlTypeName.BOOLEAN),
          Map.entry("BOOL", SqlTypeName.BOOLEAN),
          Map.entry("LOGICAL", SqlTypeName.BOOLEAN),
          Map.entry("TINYINT", SqlTypeName.TINYINT),
          Map.entry("INT1", SqlTypeName.TINYINT),
          Map.entry("SMALLINT", SqlTypeName.SMALLINT),
          Map.entry("INT2", SqlTypeName.SMALLINT),
          Map.entry("SHORT", SqlTypeName.SMALLINT),
          Map.entry("INT16", SqlTypeName.SMALLINT),
          Map.entry("INTEGER", SqlTypeName.INTEGER),
          Map.entry("INT", SqlTypeName.INTEGER),
          Map.entry("INT4", SqlTypeName.INTEGER),
          Map.entry("SIGNED", SqlTypeName.INTEGER),
          Map.entry("INT32", SqlTypeName.INTEGER),
          Map.entry("BIGINT", SqlTypeName.BIGINT),
          Map.entry("INT8", SqlTypeName.BIGINT),
          Map.entry("LONG", SqlTypeName.BIGINT),
          Map.entry("INT64", SqlTypeName.BIGINT),
          // FLOAT has four bytes in DuckDB and eight in Calcite.
          Map.entry("FLOAT", SqlTypeName.REAL),
          Map.entry("REAL", SqlTypeName.REAL),
          Map.entry("FLOAT4", SqlTypeName.REAL),
          Map.entry("DOUBLE", SqlTypeName.DOUBLE),
          Map.entry("FLOAT8", SqlTypeName.DOUBLE),
          Map.entry("VARCHAR", SqlTypeName.VARCHAR),
          Map.entry("CHAR", SqlTypeName.VARCHAR),
          Map.entry("CHARACTER", SqlTypeName.VARCHAR),
          Map.entry("BPCHAR", SqlTypeName.VARCHAR),
          Map.entry("NVARCHAR", SqlTypeName.VARCHAR),
          Map.entry("DATE", SqlTypeName.DATE),
          Map.entry("TIME", SqlTypeName.TIME),
          Map.entry("TIMESTAMP", SqlTypeName.TIMESTAMP),
          Map.entry("DATETIME", SqlTypeName.TIMESTAMP));

  /// @param arguments what stands in parentheses; DuckDB ignores the length of a string, and so do
  ///   we
  static SqlTypeNameSpec named(String name, List<Integer> arguments, SqlParserPos position) {
    final String upper = name.toUpperCase(Locale.ROOT);
    switch (upper) {
      case "DECIMAL":
      case "NUMERIC":
      case "DEC":
        // What DuckDB means by a bare DECIMAL must not depend on Calcite's type system.
        return new Written(
            SqlTypeName.DECIMAL,
            arguments.isEmpty() ? 18 : arguments.get(0),
            arguments.isEmpty() ? 3 : arguments.size() < 2 ? 0 : arguments.get(1),
            "DECIMAL" + inParentheses(arguments),
            position);
      default:
        break;
    }
    final SqlTypeName shared = SHARED.get(upper);
    if (shared == SqlTypeName.TIMESTAMP && !arguments.isEmpty()) {
      return precise(arguments.get(0), position);
    }
    if (shared == SqlTypeName.VARCHAR && !arguments.isEmpty()) {
      return new Written(shared, -1, -1, "VARCHAR" + inParentheses(arguments), position);
    }
    if (shared != null) {
      return new SqlBasicTypeNameSpec(shared, position);
    }
    if (!arguments.isEmpty()
        && !upper.equals("TEXT")
        && !upper.equals("STRING")
        && !upper.startsWith("TIME")) {
      throw SqlUtil.newContextException(
          position, Static.RESOURCE.unknownIdentifier(name + arguments));
    }
    return other(name, position);
  }

  /// A type that Calcite has not. DuckDB folds no letters of such names, and shows them.
  private static SqlTypeNameSpec other(String name, SqlParserPos position) {
    return new SqlUserDefinedTypeNameSpec(
        new SqlIdentifier(name.toUpperCase(Locale.ROOT), position), position) {
      @Override
      public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        if (PLAIN.matcher(name).matches()) {
          writer.print(name);
          writer.setNeedWhitespace(true);
        } else {
          super.unparse(writer, leftPrec, rightPrec);
        }
      }
    };
  }

  /// `ENUM('a', 'b')`.
  static SqlTypeNameSpec enumeration(List<SqlNode> members, SqlParserPos position) {
    return new SqlUserDefinedTypeNameSpec(new SqlIdentifier("ENUM", position), position) {
      @Override
      public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("ENUM");
        Printing.list(writer, "(", members, ")");
      }
    };
  }

  /// `UNION(a INTEGER, b VARCHAR)`.
  static SqlTypeNameSpec union(
      List<SqlIdentifier> names, List<SqlDataTypeSpec> types, SqlParserPos position) {
    return new SqlUserDefinedTypeNameSpec(new SqlIdentifier("UNION", position), position) {
      @Override
      public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        fields(writer, "UNION", names, types);
      }
    };
  }

  private static String inParentheses(List<Integer> arguments) {
    return arguments.isEmpty()
        ? ""
        : arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /// A type of Calcite that prints as it was written: DuckDB names columns after it.
  private static final class Written extends SqlBasicTypeNameSpec {
    private final String text;

    Written(SqlTypeName type, int precision, int scale, String text, SqlParserPos position) {
      super(type, precision, scale, position);
      this.text = text;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
      writer.print(text);
      writer.setNeedWhitespace(true);
    }
  }

  /// TIMESTAMP(n) is one of four types.
  private static SqlTypeNameSpec precise(int digits, SqlParserPos position) {
    if (digits > 3 && digits <= 6) {
      return new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP, position);
    }
    final String name = digits == 0 ? "TIMESTAMP_S" : digits <= 3 ? "TIMESTAMP_MS" : "TIMESTAMP_NS";
    return other(name, position);
  }

  static SqlTypeNameSpec struct(
      List<SqlIdentifier> names, List<SqlDataTypeSpec> types, SqlParserPos position) {
    return new SqlRowTypeNameSpec(
        position, names, types.stream().map(type -> type.withNullable(true)).toList()) {
      @Override
      public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        fields(writer, "STRUCT", names, types);
      }
    };
  }

  private static void fields(
      SqlWriter writer, String word, List<SqlIdentifier> names, List<SqlDataTypeSpec> types) {
    writer.keyword(word);
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.FUN_CALL, "(", ")");
    for (int i = 0; i < names.size(); i++) {
      writer.sep(",");
      names.get(i).unparse(writer, 0, 0);
      types.get(i).unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }

  static SqlTypeNameSpec map(SqlDataTypeSpec key, SqlDataTypeSpec value, SqlParserPos position) {
    return new SqlMapTypeNameSpec(key, value.withNullable(true), position) {
      @Override
      public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("MAP");
        Printing.list(writer, "(", List.<SqlNode>of(key, value), ")");
      }
    };
  }
}

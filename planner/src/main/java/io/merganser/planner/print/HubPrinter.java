package io.merganser.planner.print;

import io.merganser.connectors.spi.DataType;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;

/// Prints a resolved tree for the hub.
///
/// The tree is the parser's own with full table names in it, so that names, types and common table
/// expressions stay what they were; printing from a relational tree would derive them anew.
public final class HubPrinter {
  private static final SqlWriterConfig CONFIG =
      SqlPrettyWriter.config()
          .withDialect(HubDialect.INSTANCE)
          .withQuoteAllIdentifiers(true)
          .withAlwaysUseParentheses(false)
          .withSelectListItemsOnSeparateLines(false)
          .withIndentation(0)
          .withClauseStartsLine(false)
          .withKeywordsLowerCase(false);

  private HubPrinter() {}

  /// Every parameter is cast: a bare one whose type the engine finds out in two ways breaks DuckDB
  /// 1.5 for all that comes after.
  ///
  /// @param types of the parameters, by index
  public static String print(SqlNode tree, List<DataType> types) {
    return new Writer(index -> "CAST($" + (index + 1) + " AS " + types.get(index) + ")")
        .format(tree);
  }

  /// The statement without values, for where the engine wants them before it says anything: a NULL
  /// of its type stands for each parameter.
  public static String printNulls(SqlNode tree, List<DataType> types) {
    return new Writer(index -> "CAST(NULL AS " + types.get(index) + ")").format(tree);
  }

  /// The statement with a parameter of its own for each place where one stands, so that the engine
  /// can say the type that each place wants.
  ///
  /// @param indexes gets the index of the parameter for each place
  public static String printPlaces(SqlNode tree, List<Integer> indexes) {
    return new Writer(
            index -> {
              indexes.add(index);
              return "$" + indexes.size();
            })
        .format(tree);
  }

  /// Writes parameters in a way of its own.
  private static final class Writer extends SqlPrettyWriter {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final IntFunction<String> parameters;

    Writer(IntFunction<String> parameters) {
      super(CONFIG);
      this.parameters = parameters;
    }

    @Override
    public void literal(String s) {
      Matcher parameter = PARAMETER.matcher(s);
      super.literal(
          parameter.matches() ? parameters.apply(Integer.parseInt(parameter.group(1)) - 1) : s);
    }
  }
}

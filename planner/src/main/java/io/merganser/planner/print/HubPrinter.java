package io.merganser.planner.print;

import io.merganser.connectors.spi.DataType;
import java.util.Map;
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

  /// @param casts types that parameters are cast to, by index; for those whose type the statement
  ///     leaves open
  public static String print(SqlNode tree, Map<Integer, DataType> casts) {
    return new Writer(casts).format(tree);
  }

  /// Casts parameters on their way out.
  private static final class Writer extends SqlPrettyWriter {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final Map<Integer, DataType> casts;

    Writer(Map<Integer, DataType> casts) {
      super(CONFIG);
      this.casts = casts;
    }

    @Override
    public void literal(String s) {
      Matcher parameter = PARAMETER.matcher(s);
      DataType type =
          parameter.matches() ? casts.get(Integer.parseInt(parameter.group(1)) - 1) : null;
      super.literal(type == null ? s : "CAST(" + s + " AS " + type + ")");
    }
  }
}

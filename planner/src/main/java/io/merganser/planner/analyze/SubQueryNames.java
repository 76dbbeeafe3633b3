package io.merganser.planner.analyze;

import io.merganser.planner.print.HubPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Names of columns that are sub-queries without an alias. The engine names such a column after the
/// text of its expression, in which the policies of tables would stand; so it gets the text that
/// the statement has.
final class SubQueryNames extends SqlBasicVisitor<@Nullable Void> {
  private static final Pattern NEEDLESSLY_QUOTED = Pattern.compile("\"([a-z_][a-z0-9_]*)\"");

  private boolean found;

  private SubQueryNames() {}

  /// The texts of the items that read a query and have no alias, and empty ones for all others.
  static List<String> of(SqlNodeList items) {
    List<String> texts = new ArrayList<>();
    for (SqlNode item : items) {
      SubQueryNames visitor = new SubQueryNames();
      if (item.getKind() != SqlKind.AS) {
        item.accept(visitor);
      }
      texts.add(visitor.found ? text(item) : "");
    }
    return texts;
  }

  /// What the engine would call a column after.
  static String text(SqlNode item) {
    String text = HubPrinter.printPlaces(item, new ArrayList<>());
    String plain = NEEDLESSLY_QUOTED.matcher(text).replaceAll("$1");
    return item.isA(SqlKind.QUERY) ? "(" + plain + ")" : plain;
  }

  /// Puts the texts as aliases.
  static void put(SqlNodeList items, List<String> texts) {
    for (int i = 0; i < items.size(); i++) {
      if (!texts.get(i).isEmpty()) {
        SqlParserPos at = items.get(i).getParserPosition();
        items.set(
            i,
            SqlStdOperatorTable.AS.createCall(
                at, items.get(i), new SqlIdentifier(texts.get(i), at.withQuoting(true))));
      }
    }
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    found |= call.isA(SqlKind.QUERY);
    return found ? null : super.visit(call);
  }
}

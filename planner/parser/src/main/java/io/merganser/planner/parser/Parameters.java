package io.merganser.planner.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.runtime.Resources;
import org.apache.calcite.runtime.Resources.BaseMessage;
import org.apache.calcite.runtime.Resources.ExInst;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Static;

/// The parameters of one text: `?` counts up, `$1` names a place, `$name` gets the place of its
/// first appearance. A name may stand in several places; names and places do not mix.
final class Parameters {
  private final List<String> names = new ArrayList<>();
  private int count;
  private boolean placed;

  /// What is said of parameters, in the way of the parser.
  interface Texts {
    @BaseMessage("parameters with names do not mix with others in one statement")
    ExInst<CalciteException> mixed();
  }

  private static final Texts TEXTS = Resources.create(Texts.class);

  SqlParameter next(SqlParserPos position) {
    return place(count++, position);
  }

  SqlParameter numbered(String image, SqlParserPos position) {
    final String digits = image.substring(1);
    if (digits.length() > 5 || Integer.parseInt(digits) == 0) {
      throw SqlUtil.newContextException(
          position, Static.RESOURCE.invalidLiteral(image, "parameter"));
    }
    final int index = Integer.parseInt(digits) - 1;
    count = Math.max(count, index + 1);
    return place(index, position);
  }

  private SqlParameter place(int index, SqlParserPos position) {
    if (!names.isEmpty()) {
      throw SqlUtil.newContextException(position, TEXTS.mixed());
    }
    placed = true;
    return new SqlParameter(index, position);
  }

  /// Names match without regard to case, as those of columns do.
  SqlParameter named(String image, SqlParserPos position) {
    if (placed) {
      throw SqlUtil.newContextException(position, TEXTS.mixed());
    }
    final String name = image.substring(1).toLowerCase(Locale.ROOT);
    if (!names.contains(name)) {
      names.add(name);
    }
    return new SqlParameter(names.indexOf(name), position);
  }
}

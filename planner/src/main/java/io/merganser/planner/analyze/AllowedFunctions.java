package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.parser.DuckOperators;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlUnresolvedFunction;

/// The functions that a statement may call; all others do not exist.
///
/// `functions.txt` holds the reviewed list of what the engine has. What it does not hold are forms
/// that the grammar reads as calls.
public final class AllowedFunctions {
  /// Written like calls, and part of the syntax.
  private static final Set<String> SYNTAX =
      Set.of(
          "coalesce",
          "nullif",
          "cast",
          "try_cast",
          "extract",
          "ifnull",
          "isnull",
          "grouping",
          "grouping_id",
          "try",
          "if",
          "iff",
          "position",
          "trim",
          "substring",
          "overlay",
          "columns",
          "unnest",
          "row",
          "struct",
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "exists",
          "collate",
          "ceil",
          "floor",
          "char_length",
          "character_length",
          "unpack",
          "lambda",
          "timestampadd",
          "timestampdiff",
          "percentile_cont",
          "percentile_disc");

  /// In FROM.
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "range",
          "generate_series",
          "unnest",
          "json_each",
          "json_tree",
          "repeat",
          "repeat_row",
          "test_all_types");

  private static final AllowedFunctions INSTANCE = new AllowedFunctions();

  private final Set<String> reviewed = new HashSet<>();
  private final Set<String> allowed = new HashSet<>(SYNTAX);

  private AllowedFunctions() {
    try (InputStream stream = AllowedFunctions.class.getResourceAsStream("functions.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String name = Names.fold(line.substring(2).trim());
          reviewed.add(name);
          if (line.startsWith("+")) {
            allowed.add(name);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static AllowedFunctions reviewed() {
    return INSTANCE;
  }

  public boolean allows(String name) {
    return allowed.contains(name.toLowerCase(Locale.ROOT));
  }

  public boolean allowsInFrom(String name) {
    return TABLE_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether somebody decided about the function, either way.
  public boolean knows(String name) {
    return reviewed.contains(Names.fold(name));
  }

  /// Folded names of all that somebody decided about.
  public Set<String> names() {
    return Set.copyOf(reviewed);
  }

  Optional<String> nearest(String name) {
    return Names.nearest(name, allowed);
  }

  private static boolean isOfEngine(SqlIdentifier name) {
    String schema = String.join(".", name.names.subList(0, name.names.size() - 1));
    return DuckOperators.ENGINE_SCHEMAS.contains(Names.fold(schema));
  }

  /// A function's name. One in another schema than the engine's own would be somebody's macro.
  static String nameOf(SqlCall call, SqlFunction function) {
    if (function instanceof SqlUnresolvedFunction) {
      SqlIdentifier name = function.getSqlIdentifier();
      if (name != null && !name.isSimple() && !isOfEngine(name)) {
        throw PlannerErrors.functionNotFound(
            String.join(".", name.names), call.getParserPosition(), Optional.empty());
      }
    }
    String name = function.getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}

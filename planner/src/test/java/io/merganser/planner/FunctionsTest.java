package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.analyze.AllowedFunctions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reviewed list of functions beside what the pinned engine has.
class FunctionsTest {
  /// What a collation is looked up by; no statement calls one. The others are operators, which have
  /// a place in the grammar.
  private static final String CALLED_BY_NAME =
      "SELECT DISTINCT function_name, parameter_types, varargs IS NOT NULL FROM duckdb_functions()"
          + " WHERE function_type IN ('scalar', 'aggregate', 'macro')"
          + " AND regexp_full_match(function_name, '[A-Za-z_][A-Za-z0-9_]*')"
          + " AND NOT starts_with(function_name, 'icu_collate_')"
          + " ORDER BY ALL";

  private static final Set<String> UNNAMEABLE =
      Set.of("ANY", "LAMBDA", "T", "K", "V", "STRUCT", "UNION");

  /// No calls to the grammar: `position(a IN b)`, and who asks, for which a literal of ours stands.
  private static final Set<String> NO_CALLS =
      Set.of(
          "current_catalog",
          "current_database",
          "current_role",
          "current_schema",
          "current_user",
          "position",
          "session_user",
          "user");

  private static final Map<String, List<String>> CALLS = new LinkedHashMap<>();

  @BeforeAll
  static void askTheEngine() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(CALLED_BY_NAME)) {
      while (rows.next()) {
        List<String> arguments = new ArrayList<>();
        for (Object type : (Object[]) rows.getArray(2).getArray()) {
          arguments.add(argument(type));
        }
        if (rows.getBoolean(3)) {
          arguments.add("NULL");
        }
        CALLS
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add("SELECT " + rows.getString(1) + "(" + String.join(", ", arguments) + ")");
      }
    }
  }

  /// A type without parameters of its own has a NULL of it; of the others NULL is one too.
  private static String argument(Object type) {
    String name = String.valueOf(type);
    return name.matches("[A-Z]+") && !UNNAMEABLE.contains(name)
        ? "CAST(NULL AS " + name + ")"
        : "NULL";
  }

  @Test
  void eachFunctionOfTheEngineWasReviewed() {
    assertThat(CALLS).hasSizeGreaterThan(500);
    assertThat(CALLS.keySet()).allMatch(AllowedFunctions.reviewed()::knows);
  }

  @Test
  void nothingWasReviewedThatTheEngineHasNot() {
    Set<String> engine = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    engine.addAll(CALLS.keySet());
    assertThat(AllowedFunctions.reviewed().names()).allMatch(engine::contains);
  }

  @Test
  void allowedOnesAreFoundAndNoOthers(@TempDir Path temp) {
    List<String> wrong = new ArrayList<>();
    try (TestingDatabase database = new TestingDatabase(temp)) {
      database.onBigStack(() ->
          CALLS.forEach((name, calls) -> {
            boolean allowed = AllowedFunctions.reviewed().allows(name);
            for (String call : calls) {
              boolean found = isFound(database, call) || isFound(database, call + " OVER ()");
              if (found != allowed && !NO_CALLS.contains(name)) {
                wrong.add(call);
              }
            }
          }));
    }
    assertThat(wrong).isEmpty();
  }

  /// Whether what is wrong with a call, if something is, are its arguments.
  private static boolean isFound(TestingDatabase database, String sql) {
    try {
      database.plan(sql);
      return true;
    } catch (QueryException e) {
      return e.code() != PlannerError.FUNCTION_NOT_FOUND && e.code() != PlannerError.SYNTAX_ERROR;
    }
  }
}

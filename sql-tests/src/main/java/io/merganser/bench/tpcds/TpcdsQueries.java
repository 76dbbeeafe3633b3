package io.merganser.bench.tpcds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The 99 queries of TPC-DS, made from the templates in the artifact `net.hydromatic:tpcds`. Four
/// of the templates hold two statements.
///
/// The text is the template's, with its parameters chosen by [Definitions] and these changes, which
/// DuckDB needs: `+ 30 days` becomes `+ INTERVAL 30 DAY`, `LIMIT 100` stands at the end, aliases
/// that are reserved words are quoted, and a column has the name that the generator gives it.
public final class TpcdsQueries {
  private static final int TEMPLATES = 99;
  private static final int SETS = 6;
  private static final String LIMIT = "LIMIT 100";

  private static final Pattern DEFINE =
      Pattern.compile(
          "^\\s*define\\s+(\\w+)\\s*=(.*?);[^\\n]*$",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
  private static final Pattern REFERENCE = Pattern.compile("\\[([A-Za-z_0-9.]+)\\]");
  private static final Pattern RESERVED = Pattern.compile("\\b(returns|at)\\b");
  private static final Pattern RENAMED = Pattern.compile("\\bc_last_review_date\\b");
  private static final Pattern DAYS = Pattern.compile("([-+])\\s*([0-9]+)\\s+days");

  private TpcdsQueries() {}

  /// A statement and the number of its query, such as `Q14b`.
  public record Query(String name, String sql) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// All statements, each with the first of some sets of parameters that finds rows in the tables
  /// that the connection reads; with the last set where none does.
  public static List<Query> all(Connection tables) throws IOException, SQLException {
    Choices choices = new Choices(tables);
    List<Query> queries = new ArrayList<>();
    for (int number = 1; number <= TEMPLATES; number++) {
      List<String> statements = List.of();
      for (int set = 0; set < SETS && !haveRows(statements, tables); set++) {
        long seed = number + (long) set * TEMPLATES;
        statements = statements(template(number), new Definitions(choices, seed));
      }
      for (int i = 0; i < statements.size(); i++) {
        String letter = statements.size() == 1 ? "" : Character.toString('a' + i);
        queries.add(new Query("Q" + number + letter, statements.get(i)));
      }
    }
    return queries;
  }

  private static boolean haveRows(List<String> statements, Connection tables) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = tables.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        if (!rows.next()) {
          return false;
        }
      }
    }
    return !statements.isEmpty();
  }

  private static String template(int number) throws IOException {
    String name = "/query_templates/query" + number + ".tpl";
    try (InputStream in = TpcdsQueries.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace("\r", "");
    }
  }

  private static List<String> statements(String template, Definitions definitions)
      throws SQLException {
    String text = template;
    Matcher define = DEFINE.matcher(template);
    while (define.find()) {
      if (!define.group(1).startsWith("_")) {
        definitions.define(define.group(1), define.group(2));
      }
    }
    text = DEFINE.matcher(text).replaceAll("");
    text = COMMENT.matcher(text).replaceAll("");
    text =
        REFERENCE
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), definitions)));
    text = DAYS.matcher(text).replaceAll("$1 INTERVAL $2 DAY");
    text = RESERVED.matcher(text).replaceAll("\"$1\"");
    text = RENAMED.matcher(text).replaceAll("c_last_review_date_sk");
    List<String> statements = new ArrayList<>();
    for (String statement : text.split(";", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  private static String value(String reference, Definitions definitions) {
    return switch (reference) {
      case "_LIMITA", "_LIMITB" -> "";
      case "_LIMITC" -> LIMIT;
      default -> definitions.value(reference);
    };
  }
}

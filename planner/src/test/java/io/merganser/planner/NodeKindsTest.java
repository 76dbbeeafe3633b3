package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.analyze.NameResolver;
import io.merganser.planner.analyze.Views;
import io.merganser.planner.parser.MerganserParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of node that Calcite has was reviewed, or is refused: `reviewed-kinds.txt` says which
/// may stand where, besides queries and joins, which have classes of their own. A kind that a new
/// Calcite brings is refused.
class NodeKindsTest {
  @TempDir private static Path temp;
  private static TestingDatabase database;

  @BeforeAll
  static void open() {
    database = new TestingDatabase(temp);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void onlyReviewedKindsStandInAnExpression() throws IOException {
    assertThat(passing(NodeKindsTest::inSelectList)).isEqualTo(reviewed("expression"));
  }

  @Test
  void onlyReviewedKindsStandInFrom() throws IOException {
    assertThat(passing(NodeKindsTest::inFrom)).isEqualTo(reviewed("from"));
  }

  @Test
  void onlyReviewedKindsAreQueries() throws IOException {
    assertThat(passing(call -> call)).isEqualTo(reviewed("query"));
  }

  @Test
  void aTableIsFoundWithinEachReviewedKind() throws IOException {
    for (String kind : reviewed("expression")) {
      SqlNode hidden = select("SELECT (SELECT 1 FROM sales.public.hidden)").getSelectList().get(0);
      SqlNode statement = inSelectList(named(call(SqlKind.valueOf(kind), hidden)));
      assertThatThrownBy(() -> resolve(statement)).as(kind).hasMessageContaining("no table");
    }
  }

  private static List<String> passing(Function<SqlNode, SqlNode> place) {
    List<String> passing = new ArrayList<>();
    for (SqlKind kind : SqlKind.values()) {
      SqlNode name = new SqlIdentifier("nation", SqlParserPos.ZERO);
      try {
        resolve(place.apply(call(kind, name)));
        passing.add(kind.name());
      } catch (QueryException e) {
        assertThat(e.code()).as(kind.name()).isEqualTo(PlannerError.UNSUPPORTED_FEATURE);
      } catch (ClassCastException | UnsupportedOperationException e) {
        // A query of that kind has a class of its own, which this one is not.
        assertThat(SqlKind.QUERY).contains(kind);
      }
    }
    return passing;
  }

  private static void resolve(SqlNode statement) {
    NameResolver.resolve(
        new PlanningContext(database, TestingDatabase.superuser(), "sales", "public"),
        statement,
        Views.NONE);
  }

  private static SqlNode call(SqlKind kind, SqlNode operand) {
    return new SqlBasicCall(
        new SqlSpecialOperator(kind.name(), kind), List.of(operand, operand), SqlParserPos.ZERO);
  }

  private static SqlNode named(SqlNode node) {
    return SqlStdOperatorTable.AS.createCall(
        SqlParserPos.ZERO, node, new SqlIdentifier("x", SqlParserPos.ZERO));
  }

  private static SqlNode inSelectList(SqlNode node) {
    SqlSelect select = select("SELECT 1 FROM nation");
    select.setSelectList(new SqlNodeList(List.of(node), SqlParserPos.ZERO));
    return select;
  }

  private static SqlNode inFrom(SqlNode node) {
    SqlSelect select = select("SELECT 1 FROM nation");
    select.setFrom(node);
    return select;
  }

  private static SqlSelect select(String sql) {
    try {
      return (SqlSelect) MerganserParser.parseStatement(sql);
    } catch (SqlParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> reviewed(String place) throws IOException {
    try (InputStream file = NodeKindsTest.class.getResourceAsStream("reviewed-kinds.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.startsWith(place + ": "))
          .flatMap(line -> Arrays.stream(line.substring(place.length() + 2).split(" ")))
          .toList();
    }
  }
}

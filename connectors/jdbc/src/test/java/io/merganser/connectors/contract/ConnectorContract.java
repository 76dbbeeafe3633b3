package io.merganser.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.RemoteQuery;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.connectors.spi.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.junit.jupiter.api.DynamicTest;

/// What a connector promises, proved on a source. Modes are compared with each other: what the
/// direct mode tells and sends has to be what DuckDB sees when it attaches the source.
public final class ConnectorContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestingSource source;
  private final DirectConnector direct;

  private ConnectorContract(TestingSource source) {
    this.source = source;
    this.direct = source.direct();
  }

  /// The suite for a source; the caller closes it.
  public static Stream<DynamicTest> tests(TestingSource source) {
    ConnectorContract contract = new ConnectorContract(source);
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("answersWhenChecked", source.direct()::check));
    tests.add(dynamicTest("findsNamesWithoutCase", contract::findsNamesWithoutCase));
    tests.add(dynamicTest("answersEmptyForWhatIsNotThere", contract::answersEmptyForAbsent));
    tests.add(dynamicTest("readsHostileNames", contract::readsHostileNames));
    tests.add(dynamicTest("tellsViewsFromTables", contract::tellsViewsFromTables));
    tests.add(dynamicTest("estimatesRowCounts", contract::estimatesRowCounts));
    tests.add(dynamicTest("sendsExactlyTheTypesAskedFor", contract::sendsTypesAskedFor));
    tests.add(dynamicTest("sendsEveryRowOverManyBatches", contract::sendsEveryRow));
    tests.add(dynamicTest("sendsAnEmptyResult", contract::sendsEmptyResult));
    tests.add(dynamicTest("stopsTheSourceWhenCancelled", contract::stopsSourceWhenCancelled));
    tests.add(dynamicTest("refusesAfterCancellation", contract::refusesAfterCancellation));
    tests.add(dynamicTest("closesHalfReadResultsFast", contract::closesHalfRead));
    tests.add(dynamicTest("cleansErrors", contract::cleansErrors));
    tests.add(dynamicTest("attachedHasTheSameTables", contract::attachedHasSameTables));
    tests.add(dynamicTest("attachedHasTheSameTypes", contract::attachedHasSameTypes));
    tests.add(dynamicTest("attachedHasTheSameValues", contract::attachedHasSameValues));
    tests.add(dynamicTest("attachedKeepsNoSecret", contract::attachedKeepsNoSecret));
    for (TestingSource.Echo echo : source.echoes()) {
      String name = "bindsParameter " + echo.parameter().type() + " " + echo.printed();
      tests.add(dynamicTest(name, () -> contract.bindsParameter(echo)));
    }
    for (TestingSource.Pushed pushed : source.pushed()) {
      String name = "computesLikeHub " + pushed.expression();
      tests.add(dynamicTest(name, () -> contract.computesLikeHub(pushed)));
    }
    return tests.stream();
  }

  /// Reads a fragment to its end.
  public static long readAll(
      DirectConnector connector, String sql, List<Column> columns, TestingHub hub) {
    return readAll(connector, sql, List.of(), columns, hub);
  }

  public static long readAll(
      DirectConnector connector,
      String sql,
      List<Parameter> parameters,
      List<Column> columns,
      TestingHub hub) {
    long rows = 0;
    try (ResultStream stream =
        connector.execute(
            new RemoteQuery(sql, parameters, columns),
            new FragmentContext(hub.allocator(), new Cancellation()))) {
      while (stream.next()) {
        rows += stream.batch().getRowCount();
      }
    }
    return rows;
  }

  private void findsNamesWithoutCase() {
    assertThat(direct.schemas()).contains(source.schema());
    String shouted = source.schema().toUpperCase(Locale.ROOT);
    assertThat(direct.tables(shouted)).contains("kinds", "a_view", TestingSource.HOSTILE_TABLE);
    TableSchema found = direct.findTable(shouted, "KINDS").orElseThrow();
    assertThat(found.name().table()).isEqualTo("kinds");
    assertThat(found.name().schema()).isEqualTo(source.schema());
  }

  private void answersEmptyForAbsent() {
    assertThat(direct.tables("no such schema")).isEmpty();
    assertThat(direct.findTable("no such schema", "kinds")).isEmpty();
    assertThat(direct.findTable(source.schema(), "kinds' OR 1=1 --")).isEmpty();
    assertThat(direct.rowCount(source.schema(), "no such table")).isEmpty();
  }

  private void readsHostileNames() {
    TableSchema table =
        direct.findTable(source.schema(), TestingSource.HOSTILE_TABLE).orElseThrow();
    assertThat(table.columns())
        .extracting(Column::name)
        .containsExactly("select", "B c", "q\"x", "ünï");
    try (TestingHub hub = new TestingHub()) {
      hub.take("t", direct, selectAll(table), List.of(), table.columns());
      assertThat(hub.rows("FROM t")).containsExactly("1|2|3|4");
    }
  }

  private void tellsViewsFromTables() {
    assertThat(direct.findTable(source.schema(), "a_view").orElseThrow().kind())
        .isEqualTo(TableSchema.Kind.VIEW);
    assertThat(direct.findTable(source.schema(), "kinds").orElseThrow().kind())
        .isEqualTo(TableSchema.Kind.TABLE);
  }

  private void estimatesRowCounts() {
    assertThat(direct.rowCount(source.schema(), "counted").orElseThrow()).isBetween(300L, 3000L);
  }

  private void sendsTypesAskedFor() {
    TableSchema kinds = kinds();
    try (TestingHub hub = new TestingHub();
        ResultStream stream = execute(selectAll(kinds), kinds.columns(), hub, new Cancellation())) {
      assertThat(stream.next()).isTrue();
      assertThat(stream.schema()).isEqualTo(ArrowTypes.schema(kinds.columns()));
    }
  }

  private void sendsEveryRow() {
    try (TestingHub hub = new TestingHub()) {
      String sql = "SELECT n FROM (" + source.manyRows() + ") AS many LIMIT 100000";
      List<Column> columns = List.of(new Column("n", DataType.Scalar.BIGINT, true));
      hub.take("t", direct, sql, List.of(), columns);
      assertThat(hub.rows("SELECT count(*), count(DISTINCT n) FROM t"))
          .containsExactly("100000|100000");
    }
  }

  private void sendsEmptyResult() {
    TableSchema kinds = kinds();
    try (TestingHub hub = new TestingHub();
        ResultStream stream =
            execute(selectAll(kinds) + " WHERE 1 = 0", kinds.columns(), hub, new Cancellation())) {
      assertThat(stream.next()).isFalse();
      assertThat(stream.next()).isFalse();
    }
  }

  private void stopsSourceWhenCancelled() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (TestingHub hub = new TestingHub()) {
      CompletableFuture<QueryException> failure = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> failure.complete(failureOfEndless(hub, cancellation)));
      await(source::computesEndless);
      cancellation.cancel(ConnectorError.STATEMENT_TIMEOUT);
      assertThat(failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).code())
          .isEqualTo(ConnectorError.STATEMENT_TIMEOUT);
      await(() -> !source.computesEndless());
      direct.check();
    }
  }

  private QueryException failureOfEndless(TestingHub hub, Cancellation cancellation) {
    return catchThrowableOfType(
        QueryException.class,
        () -> {
          List<Column> columns = List.of(new Column("n", DataType.Scalar.BIGINT, true));
          try (ResultStream stream = execute(source.endless(), columns, hub, cancellation)) {
            stream.next();
          }
        });
  }

  private void refusesAfterCancellation() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
    try (TestingHub hub = new TestingHub()) {
      assertThat(failureOfEndless(hub, cancellation).code())
          .isEqualTo(ConnectorError.STATEMENT_CANCELLED);
    }
  }

  private void closesHalfRead() {
    List<Column> columns = List.of(new Column("n", DataType.Scalar.BIGINT, true));
    long start = System.nanoTime();
    // More often than there are connections: each has to come back.
    for (int i = 0; i < 12; i++) {
      try (TestingHub hub = new TestingHub();
          ResultStream stream = execute(source.manyRows(), columns, hub, new Cancellation())) {
        assertThat(stream.next()).isTrue();
        assertThat(stream.batch().getRowCount()).isPositive();
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  private void cleansErrors() {
    try (TestingHub hub = new TestingHub()) {
      QueryException failure =
          catchThrowableOfType(
              QueryException.class,
              () ->
                  execute(
                      "SELECT nothing_like_this FROM nowhere_secret",
                      List.of(new Column("n", DataType.Scalar.BIGINT, true)),
                      hub,
                      new Cancellation()));
      assertThat(failure.code()).isEqualTo(ConnectorError.SOURCE_FAILED);
      assertThat(failure.render()).doesNotContain("SELECT", "nowhere_secret", "Exception", "\n");
    }
  }

  private void attachedHasSameTables() {
    try (TestingHub hub = attachedHub()) {
      List<String> names =
          hub.rows(
              "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'att' "
                  + "AND table_schema = "
                  + Names.literal(source.schema()));
      assertThat(direct.tables(source.schema())).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  private void attachedHasSameTypes() {
    try (TestingHub hub = attachedHub()) {
      for (String name : direct.tables(source.schema())) {
        TableSchema table = direct.findTable(source.schema(), name).orElseThrow();
        if (table.kind() == TableSchema.Kind.TABLE) {
          List<String> told =
              table.columns().stream().map(it -> it.name() + "|" + it.type()).toList();
          List<String> left =
              table.unsupported().stream().map(TableSchema.Unsupported::column).toList();
          List<String> seen =
              hub.rows("SELECT column_name, column_type FROM (DESCRIBE " + attached(name) + ")");
          assertThat(
                  seen.stream()
                      .filter(it -> !left.contains(it.substring(0, it.indexOf('|'))))
                      .toList())
              .as(name)
              .isEqualTo(told);
        }
      }
    }
  }

  private void attachedHasSameValues() {
    try (TestingHub hub = attachedHub()) {
      TableSchema kinds = kinds();
      hub.take("t", direct, selectAll(kinds), List.of(), kinds.columns());
      for (Column column : kinds.columns()) {
        String name = Names.quote(column.name());
        assertThat(hub.rows("SELECT " + name + " FROM t"))
            .as(column.toString())
            .isEqualTo(hub.rows("SELECT " + name + " FROM " + attached("kinds")));
      }
    }
  }

  private void attachedKeepsNoSecret() {
    try (TestingHub hub = attachedHub()) {
      assertThat(hub.rows("FROM duckdb_secrets()")).isEmpty();
    }
  }

  private void bindsParameter(TestingSource.Echo echo) {
    try (TestingHub hub = new TestingHub()) {
      List<Column> columns = List.of(new Column("v", echo.parameter().type(), true));
      hub.take("t", direct, echo.sql(), List.of(echo.parameter()), columns);
      assertThat(hub.rows("FROM t")).containsExactly(echo.printed());
    }
  }

  private void computesLikeHub(TestingSource.Pushed pushed) {
    assertThat(direct.dialect().supportsFunction(pushed.function(), pushed.arguments()))
        .as("%s is allowed on %s", pushed.function(), pushed.arguments())
        .isTrue();
    TableSchema table = direct.findTable(source.schema(), "pushed").orElseThrow();
    SqlDialect dialect = direct.dialect().sqlDialect();
    String remote =
        "SELECT "
            + printed(pushed.expression(), dialect)
            + " FROM "
            + dialect.quoteIdentifier(source.schema())
            + "."
            + dialect.quoteIdentifier("pushed");
    try (TestingHub hub = new TestingHub()) {
      hub.take("pushed", direct, selectAll(table), List.of(), table.columns());
      List<Column> columns = List.of(new Column("v", pushed.result(), true));
      hub.take("t", direct, remote, List.of(), columns);
      List<String> atHub =
          hub.rows("SELECT (" + pushed.expression() + ")::" + pushed.result() + " FROM pushed");
      assertThat(hub.rows("FROM t")).as(remote).containsExactlyInAnyOrderElementsOf(atHub);
    }
  }

  private static String printed(String expression, SqlDialect dialect) {
    try {
      return SqlParser.create(
              expression,
              SqlParser.config()
                  .withQuoting(Quoting.DOUBLE_QUOTE)
                  .withUnquotedCasing(Casing.UNCHANGED))
          .parseExpression()
          .accept(new Resolved())
          .toSqlString(config -> config.withDialect(dialect).withQuoteAllIdentifiers(true))
          .getSql();
    } catch (SqlParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Gives literals of dates and times the form that they have in a plan.
  private static final class Resolved extends SqlShuttle {
    @Override
    public SqlNode visit(SqlLiteral literal) {
      return literal instanceof SqlUnknownLiteral unknown
          ? unknown.resolve(SqlTypeName.valueOf(unknown.tag))
          : literal;
    }
  }

  private TestingHub attachedHub() {
    var attachment = source.attachable().attachment("att");
    assumeTrue(
        attachment.extensions().stream().allMatch(it -> TestingHub.extension(it).isPresent()));
    TestingHub hub = new TestingHub();
    hub.attach(attachment);
    return hub;
  }

  private String attached(String table) {
    return "att." + Names.quote(source.schema()) + "." + Names.quote(table);
  }

  private TableSchema kinds() {
    return direct.findTable(source.schema(), "kinds").orElseThrow();
  }

  private String selectAll(TableSchema table) {
    return table.columns().stream()
        .map(column -> Names.quote(column.name()))
        .collect(
            Collectors.joining(
                ", ",
                "SELECT ",
                " FROM " + Names.quote(source.schema()) + "." + Names.quote(table.name().table())));
  }

  private ResultStream execute(
      String sql, List<Column> columns, TestingHub hub, Cancellation cancellation) {
    return direct.execute(
        new RemoteQuery(sql, List.of(), columns),
        new FragmentContext(hub.allocator(), cancellation));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}

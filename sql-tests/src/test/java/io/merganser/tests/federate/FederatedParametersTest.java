package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Parameters arrive where they stand: in fragments, in what joins them, and in both.
@Timeout(60)
@ExtendWith(SpreadExtension.class)
class FederatedParametersTest {

  private static Stream<Arguments> statements() {
    return Stream.of(
            of("SELECT id FROM sales.public.edge WHERE i = ?", 5),
            of("SELECT id FROM sales.public.edge WHERE i = ?", (Object) null),
            of("SELECT id FROM sales.public.edge WHERE j > ? AND s < ?", 5L, 100),
            of("SELECT id FROM sales.public.edge WHERE t = ? OR u = ?", "a", "🦆"),
            of("SELECT id FROM sales.public.edge WHERE t = ?", "' OR 1 = 1 --"),
            of("SELECT id FROM sales.public.edge WHERE d > ?", new BigDecimal("0.50")),
            of("SELECT id FROM sales.public.edge WHERE dt >= ?", LocalDate.of(2024, 2, 29)),
            of("SELECT id FROM sales.public.edge WHERE x < ?", 0.3),
            of("SELECT id FROM crm.main.edge WHERE i = ? OR t = ?", 5L, "ß"),
            of("SELECT id FROM crm.main.edge WHERE dt >= ?", LocalDate.of(2024, 2, 29)),
            of("SELECT id FROM crm.main.edge WHERE d > ?", 0.5),
            of(
                "SELECT a.id, b.t FROM sales.public.edge a JOIN crm.main.edge b ON a.id = b.id"
                    + " WHERE a.i > ? AND b.id < ? AND length(a.t) >= ?",
                1,
                15L,
                1L),
            of(
                "SELECT a.id + CAST(? AS INTEGER) AS n FROM sales.public.edge a JOIN crm.main.edge"
                    + " b ON a.id = b.id WHERE a.id > ? AND b.id > ? AND a.id + b.id < ?",
                1,
                2,
                3L,
                30L),
            of(
                "SELECT id, CAST(? AS VARCHAR) AS v FROM sales.public.edge WHERE id IN (?, ?)",
                "x",
                1,
                2),
            of("SELECT id FROM sales.public.edge ORDER BY id LIMIT ? OFFSET ?", 3L, 2L),
            of("SELECT id FROM crm.main.edge ORDER BY id LIMIT ?", 3L),
            of(
                "SELECT a.id FROM sales.public.edge a WHERE EXISTS"
                    + " (SELECT 1 FROM crm.main.edge b WHERE b.i = a.i AND b.id <> ?) AND a.i > ?",
                7L,
                0),
            of(
                "SELECT b, count(*) FILTER (WHERE i > ?) AS n FROM sales.public.edge GROUP BY b"
                    + " HAVING count(*) > ?",
                2,
                3L),
            of("SELECT id FROM sales.public.edge WHERE t LIKE ?", "a%"),
            of("SELECT id FROM sales.public.edge WHERE coalesce(i, ?) = ?", 7, 7),
            of(
                "SELECT id, row_number() OVER (ORDER BY id) AS r FROM sales.public.edge"
                    + " WHERE i = ? OR id = ?",
                1,
                2))
        .flatMap(arguments ->
            Stream.of("attach", "direct")
                .map(mode -> Arguments.of(mode, arguments.get()[0], arguments.get()[1])));
  }

  private static Arguments of(String sql, @Nullable Object... values) {
    return Arguments.of(sql, Arrays.asList(values));
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @MethodSource("statements")
  void parametersMeanWhatTheyMeanInDuckDb(
      String mode, String sql, List<@Nullable Object> values, Spread spread) throws Exception {
    Answer wanted = spread.expected(sql, values);
    Answer answer = spread.client(mode).query(sql, values);
    assertThat(wanted.difference(answer, sql.contains("ORDER BY id LIMIT"))).as(sql).isNull();
  }
}

package io.merganser.planner.analyze;

import io.merganser.authz.Claims;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Grant;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.authz.RowFilter;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Proves on an engine that the fence holds: statements that raise an error on hidden rows must
/// answer over a fenced table as they do over a table of the visible rows alone. Engines move
/// predicates in ways that change from version to version, so this is tried each time one opens.
public final class FenceProbe {
  private static final String TABLE = "merganser_probe";
  private static final String VISIBLE = "merganser_probe_visible";

  /// Notes of hidden rows are no numbers, and these statements read notes as numbers.
  private static final List<String> ATTACKS =
      List.of(
          "SELECT count(*) FROM %s AS t WHERE CAST(note AS INTEGER) >= 0",
          "SELECT count(*) FROM %s AS t WHERE id < 100 AND CAST(note AS INTEGER) >= 0",
          "SELECT count(*) FROM %s AS t WHERE CASE WHEN note LIKE 'CANARY%%' THEN error(note) END"
              + " IS NULL",
          "SELECT sum(CAST(note AS INTEGER)) FROM %s AS t",
          "SELECT max(CAST(note AS INTEGER)) FILTER (WHERE id > 10) FROM %s AS t",
          "SELECT count(*) FROM %s AS t JOIN range(9999) AS r(i) ON CAST(t.note AS BIGINT) = r.i",
          "SELECT count(*) FROM %1$s AS a JOIN %1$s AS b"
              + " ON CAST(a.note AS BIGINT) = CAST(b.note AS BIGINT)",
          "SELECT count(*) FROM range(3) AS r(i),"
              + " LATERAL (SELECT * FROM %s AS t WHERE CAST(note AS INTEGER) > r.i)",
          "SELECT count(*) FROM range(9999) AS r(i)"
              + " WHERE i IN (SELECT CAST(note AS BIGINT) FROM %s AS t)",
          "SELECT count(*) FROM range(9999) AS r(i)"
              + " WHERE EXISTS (SELECT 1 FROM %s AS t WHERE CAST(note AS BIGINT) = r.i)",
          "SELECT min(n) FROM (SELECT CAST(note AS INTEGER) AS n FROM %s AS t ORDER BY n LIMIT 3)",
          "SELECT max(n) FROM"
              + " (SELECT row_number() OVER (ORDER BY CAST(note AS INTEGER)) AS n FROM %s AS t)",
          "SELECT count(*) FROM (SELECT CAST(note AS INTEGER) AS n FROM %s AS t"
              + " GROUP BY 1 HAVING max(CAST(note AS INTEGER)) >= 0)",
          "WITH w AS (SELECT * FROM %s AS t) SELECT count(*) FROM w WHERE CAST(note AS INTEGER) >"
              + " 5",
          "SELECT count(DISTINCT CAST(note AS INTEGER)) FROM %s AS t");

  /// Raises an error on a visible row, unless statistics say that there is no such row at all.
  private static final String FOLDED =
      "SELECT count(*) FROM %s AS t WHERE error(note) IS NULL AND id > 5000";

  /// What may raise where a fence is open; notes of visible rows are numbers.
  private static final List<String> CALM =
      List.of(
          "SELECT sum(CAST(note AS INTEGER)) FROM %s AS t",
          "SELECT sum(CASE WHEN id < 100 THEN CAST(note AS INTEGER) END) FROM %s AS t",
          "SELECT sum(v) FROM (SELECT CAST(note AS INTEGER) AS v, id FROM %s AS t) AS q",
          "SELECT sum(CAST(t.note AS INTEGER)) FROM %1$s AS t JOIN %1$s AS u ON t.id = u.id"
              + " WHERE u.id > 5 AND t.note LIKE '%%1'",
          "SELECT CAST(note AS INTEGER) AS n FROM %s AS t",
          "SELECT sum(CAST(note AS INTEGER)) AS n FROM %s AS t GROUP BY open ORDER BY n, open");

  /// What raises on visible rows where a fence is open, whatever is known of others.
  private static final List<String> RAISING =
      List.of(
          "SELECT sum((CASE WHEN id > 5000 THEN 1 ELSE 0 END) * CAST(note || 'x' AS INTEGER))"
              + " FROM %s AS t",
          "SELECT sum(CASE WHEN id > 5000 THEN v END), sum(v)"
              + " FROM (SELECT CAST(note || 'x' AS INTEGER) AS v, id FROM %s AS t) AS q");

  private static final List<String> SETUP =
      List.of(
          "CREATE TEMP TABLE "
              + TABLE
              + " AS SELECT CAST(i AS INTEGER) AS id, CASE WHEN i % 3 = 0 THEN 'CANARY ' || i"
              + " ELSE CAST(i AS VARCHAR) END AS note, CASE WHEN i % 3 = 0 THEN 'no' ELSE"
              + " 'yes' END AS open FROM range(3000) AS r(i)",
          "CREATE TEMP TABLE " + VISIBLE + " AS SELECT * FROM " + TABLE + " WHERE open = 'yes'");

  private static final List<List<String>> FILTERS =
      List.of(
          List.of("open = 'yes'"),
          List.of("open IN (current_principal_attribute('open')) AND id >= 0"),
          List.of("list_contains(current_principal_groups(), open)"),
          List.of("CAST(id AS VARCHAR) <> note || 'x' AND substr(open, 1, 1) = 'y'"),
          List.of("1 = 0", "open <> 'no'"));

  private FenceProbe() {}

  /// Runs statements one after the other, on one connection.
  public interface Engine {
    /// @return the first value of each, as text, or what the engine has against it after a `!`
    List<String> answers(List<String> statements);
  }

  /// @throws QueryException [ConnectorError#ENGINE_FAILED] if hidden rows can be told
  public static void prove(Engine engine) {
    List<Fence> fences = FILTERS.stream().map(FenceProbe::fence).toList();
    prove(
        engine,
        fences.stream()
            .<UnaryOperator<String>>map(it -> table -> it.around(table, false))
            .toList());
    proveOpen(
        engine,
        fences.stream().<UnaryOperator<String>>map(it -> table -> it.around(table, true)).toList());
  }

  /// Tries other open fences.
  static void proveOpen(Engine engine, List<UnaryOperator<String>> fences) {
    List<String> statements = new ArrayList<>(SETUP);
    for (String calm : CALM) {
      statements.add(calm.formatted(TABLE));
      statements.add(calm.formatted(VISIBLE));
      fences.forEach(fence -> statements.add(calm.formatted(fence.apply(TABLE))));
    }
    for (String raising : RAISING) {
      fences.forEach(fence -> statements.add(raising.formatted(fence.apply(TABLE))));
    }
    statements.addAll(List.of("DROP TABLE " + VISIBLE, "DROP TABLE " + TABLE));
    List<String> answers = engine.answers(statements);
    int each = 2 + fences.size();
    for (int i = 0; i < CALM.size(); i++) {
      int first = SETUP.size() + i * each;
      check(CALM.get(i), answers.subList(first, first + each));
    }
    int raising = SETUP.size() + CALM.size() * each;
    List<String> last = answers.subList(raising, raising + RAISING.size() * fences.size());
    if (!last.stream().allMatch(answer -> answer.startsWith("!"))) {
      throw broken(RAISING.toString(), last);
    }
  }

  /// Tries other fences.
  static void prove(Engine engine, List<UnaryOperator<String>> fences) {
    List<String> statements = new ArrayList<>(SETUP);
    for (String attack : ATTACKS) {
      statements.add(attack.formatted(TABLE));
      statements.add(attack.formatted(VISIBLE));
      fences.forEach(fence -> statements.add(attack.formatted(fence.apply(TABLE))));
    }
    fences.forEach(fence -> statements.add(FOLDED.formatted(fence.apply(TABLE))));
    statements.addAll(List.of("DROP TABLE " + VISIBLE, "DROP TABLE " + TABLE));
    List<String> answers = engine.answers(statements);
    int each = 2 + fences.size();
    for (int i = 0; i < ATTACKS.size(); i++) {
      int first = SETUP.size() + i * each;
      check(ATTACKS.get(i), answers.subList(first, first + each));
    }
    int folded = SETUP.size() + ATTACKS.size() * each;
    List<String> last = answers.subList(folded, folded + fences.size());
    if (!last.stream().allMatch(answer -> answer.startsWith("!"))) {
      throw broken(FOLDED, last);
    }
  }

  /// @param answers over the table, over its visible rows, and over each fence
  private static void check(String attack, List<String> answers) {
    String visible = answers.get(1);
    boolean holds =
        answers.get(0).startsWith("!")
            && !visible.startsWith("!")
            && answers.stream().skip(2).allMatch(visible::equals);
    if (!holds) {
      throw broken(attack, answers);
    }
  }

  private static QueryException broken(String attack, List<String> answers) {
    return new QueryException(
        ConnectorError.ENGINE_FAILED,
        "the engine tells of rows that a row filter hides, so no table under one is safe",
        null,
        "it is not of the version that this server was tested with",
        new IllegalStateException(attack + ": " + answers));
  }

  /// What a statement is given for the table under these filters.
  private static Fence fence(List<String> filters) {
    TableName name = new TableName("probe", "main", TABLE);
    Securable on = Securable.parse("probe.main." + TABLE);
    Rights rights =
        new Rights(
            List.of(new Grant(on, Set.of(Verb.READ))),
            List.of(),
            filters.stream().map(filter -> new RowFilter("probe", on, filter)).toList(),
            List.of());
    EffectiveSet reader =
        new EffectiveSet(
            new Principal("probe", "probe", false),
            new Claims(Map.of("open", List.of("yes")), List.of("yes")),
            rights,
            Set.of());
    List<Column> columns =
        List.of(
            new Column("id", DataType.Scalar.INTEGER, true),
            new Column("note", DataType.Scalar.VARCHAR, true),
            new Column("open", DataType.Scalar.VARCHAR, true));
    @Nullable Fence fence =
        Fence.of(reader, new TableSchema(name, TableSchema.Kind.TABLE, columns, List.of(), null));
    if (fence == null) {
      throw new IllegalStateException("a filter makes a fence");
    }
    return fence;
  }
}

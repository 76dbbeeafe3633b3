package io.merganser.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.TableName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Decisions against a model that says the same in the plainest way: a world of a few tables and
/// columns, in which each fact is worked out into all that it says of each of them.
class DecisionModelTest {
  private static final List<String> CATALOGS = List.of("own", "a", "b");
  private static final List<String> SCHEMAS = List.of("s", "t");
  private static final List<String> TABLES = List.of("x", "y");
  private static final List<String> COLUMNS = List.of("c", "d", "e");
  private static final int POLICIES = 4_000;

  private record Cell(TableName table, String column) {}

  private record Given(Verb verb, Cell cell) {}

  /// What facts say, cell by cell.
  private static final class Model {
    private final Set<Given> granted = new HashSet<>();
    private final Set<Cell> denied = new HashSet<>();

    Model(Rights rights) {
      for (Grant grant : rights.grants()) {
        for (Cell cell : cells(grant.on(), grant.columns())) {
          boolean byStar = grant.on().catalog().equals("*");
          if (!byStar || cell.table().catalog().equals("own")) {
            grant.verbs().forEach(verb -> granted.add(new Given(verb, cell)));
          }
        }
      }
      for (Denial denial : rights.denials()) {
        Set<Cell> cells = cells(denial.on(), denial.columns());
        denied.addAll(cells);
        if (denial.columns().areAll()) {
          cells.forEach(cell -> denied.add(new Cell(cell.table(), "")));
        }
      }
    }

    private static Set<Cell> cells(Securable on, Columns columns) {
      Set<Cell> cells = new HashSet<>();
      for (TableName table : tables()) {
        if (is(on.catalog(), table.catalog())
            && is(on.schema(), table.schema())
            && is(on.table(), table.table())) {
          for (String column : COLUMNS) {
            List<String> names = columns.names();
            if (names == null || names.contains(column)) {
              cells.add(new Cell(table, column));
            }
          }
        }
      }
      return cells;
    }

    private static boolean is(String pattern, String name) {
      return pattern.equals("*") || pattern.equals(name);
    }

    boolean allows(Verb verb, TableName table) {
      return !denied.contains(new Cell(table, ""))
          && COLUMNS.stream().anyMatch(c -> granted.contains(new Given(verb, new Cell(table, c))));
    }

    boolean sees(TableName table) {
      return EnumSet.allOf(Verb.class).stream().anyMatch(verb -> allows(verb, table));
    }

    List<String> readable(TableName table) {
      return COLUMNS.stream()
          .map(column -> new Cell(table, column))
          .filter(cell -> granted.contains(new Given(Verb.READ, cell)) && !denied.contains(cell))
          .map(Cell::column)
          .toList();
    }
  }

  @Test
  void decidesAsTheModelDoes() {
    Random random = new Random(7);
    Set<Boolean> seen = new TreeSet<>();
    for (int i = 0; i < POLICIES; i++) {
      Rights rights = rights(random);
      Model model = new Model(rights);
      EffectiveSet set =
          new EffectiveSet(new Principal("acme", "eve", false), Claims.NONE, rights, Set.of("own"));
      for (TableName table : tables()) {
        for (Verb verb : Verb.values()) {
          assertThat(set.allows(verb, table))
              .as("%s %s under %s", verb, table, rights)
              .isEqualTo(model.allows(verb, table));
          seen.add(model.allows(verb, table));
        }
        assertThat(set.sees(table)).as("%s under %s", table, rights).isEqualTo(model.sees(table));
        if (model.allows(Verb.READ, table)) {
          assertThat(set.policy(table, COLUMNS).columns())
              .as("%s under %s", table, rights)
              .isEqualTo(model.readable(table));
        }
        assertThat(set.sees(table.catalog()) && set.sees(table.catalog(), table.schema()))
            .as("the way to %s under %s", table, rights)
            .isIn(true, set.sees(table));
      }
    }
    assertThat(seen).containsExactly(false, true);
  }

  @Test
  void anotherDenialNeverGives() {
    Random random = new Random(11);
    for (int i = 0; i < POLICIES; i++) {
      Rights rights = rights(random);
      Denial denial = new Denial(securable(random), columns(random));
      Rights fewer = rights.and(new Rights(List.of(), List.of(denial), List.of(), List.of()));
      Principal eve = new Principal("acme", "eve", false);
      EffectiveSet before = new EffectiveSet(eve, Claims.NONE, rights, Set.of("own"));
      EffectiveSet after = new EffectiveSet(eve, Claims.NONE, fewer, Set.of("own"));
      for (TableName table : tables()) {
        for (Verb verb : Verb.values()) {
          if (after.allows(verb, table)) {
            assertThat(before.allows(verb, table)).isTrue();
            assertThat(before.policy(table, COLUMNS).columns())
                .containsAll(after.policy(table, COLUMNS).columns());
          }
          assertThat(after.allowsWhole(verb, table) && denial.on().covers(table)).isFalse();
        }
      }
    }
  }

  private static Rights rights(Random random) {
    List<Grant> grants = new ArrayList<>();
    List<Denial> denials = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Set<Verb> verbs = EnumSet.noneOf(Verb.class);
      for (Verb verb : Verb.values()) {
        if (random.nextBoolean()) {
          verbs.add(verb);
        }
      }
      grants.add(new Grant(securable(random), verbs, columns(random)));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      denials.add(new Denial(securable(random), columns(random)));
    }
    return new Rights(grants, denials, List.of(), List.of());
  }

  private static Securable securable(Random random) {
    int stars = random.nextInt(4);
    return new Securable(
        stars > 2 ? "*" : pick(random, CATALOGS),
        stars > 1 ? "*" : pick(random, SCHEMAS),
        stars > 0 ? "*" : pick(random, TABLES));
  }

  private static Columns columns(Random random) {
    return random.nextBoolean()
        ? Columns.ALL
        : new Columns(COLUMNS.stream().filter(_ -> random.nextInt(3) == 0).toList());
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<TableName> tables() {
    List<TableName> tables = new ArrayList<>();
    for (String catalog : CATALOGS) {
      for (String schema : SCHEMAS) {
        TABLES.forEach(table -> tables.add(new TableName(catalog, schema, table)));
      }
    }
    return tables;
  }
}

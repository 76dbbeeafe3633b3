package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/// What the names of columns in a statement may stand for. A name has one meaning in all of the
/// statement, or none: which of several tables it belongs to is for the engine to say.
final class KnownNames {
  /// What a name stands for.
  ///
  /// @param known null if it could raise, or is not known
  /// @param raising whether it is an item of a query that may raise
  /// @param exact whether its values are exact numbers, also if it raises
  record Name(@Nullable Known known, boolean raising, boolean exact) {
    static final Name UNCLEAR = new Name(null, false, false);

    static Name of(@Nullable Known known) {
      return known == null || known.is(Known.NOTHING)
          ? UNCLEAR
          : new Name(known.constant() == null ? known : Known.TEXT, false, known.isExact());
    }

    /// What it is if it may be either.
    Name or(Name other) {
      if (equals(other)) {
        return this;
      }
      return raising || other.raising ? raising(false) : UNCLEAR;
    }

    static Name raising(boolean exact) {
      return new Name(null, true, exact);
    }
  }

  private final Map<String, Name> columns = new HashMap<>();
  private final Set<String> ofTables = new HashSet<>();

  /// Names of tables and aliases in FROM, of each query that a name stands in.
  private final Deque<Set<String>> relations = new ArrayDeque<>();

  private boolean changed;

  KnownNames(List<TableReference> tables) {
    // Every table has one.
    columns.put("rowid", Name.UNCLEAR);
    for (TableReference table : tables) {
      for (Column column : table.table().schema().columns()) {
        ofTables.add(Names.fold(column.name()));
        define(
            column.name(),
            table.masks(column.name()) ? Name.UNCLEAR : Name.of(Known.column(column.type())));
      }
    }
  }

  /// Whether all columns of a table are plain values, so that a dotted name is one of a column.
  static boolean isFlat(TableSchema table) {
    return table.unsupported().isEmpty()
        && table.columns().stream()
            .map(Column::type)
            .allMatch(type ->
                type instanceof DataType.Decimal
                    || (type instanceof DataType.Scalar
                        && type != DataType.Scalar.JSON
                        && type != DataType.Scalar.VARIANT));
  }

  void define(String name, Name meaning) {
    String key = Names.fold(name);
    Name before = columns.get(key);
    Name now = before == null ? meaning : before.or(meaning);
    if (!now.equals(before)) {
      columns.put(key, now);
      changed = true;
    }
  }

  /// Begins a query.
  void enter() {
    relations.push(new HashSet<>());
  }

  void leave() {
    relations.pop();
  }

  /// Adds the name of a table, or its alias, to the query: alone, it may stand for a whole row.
  void addRelation(String name) {
    relations.element().add(Names.fold(name));
  }

  Name find(SqlIdentifier name) {
    if (name.isStar()) {
      return Name.UNCLEAR;
    }
    String key = Names.fold(name.names.get(name.names.size() - 1));
    return name.isSimple() && relations.stream().anyMatch(query -> query.contains(key))
        ? Name.UNCLEAR
        : columns.getOrDefault(key, Name.UNCLEAR);
  }

  boolean isOfTable(String name) {
    return ofTables.contains(Names.fold(name));
  }

  /// Whether something was learned since this was last asked.
  boolean hasChanged() {
    boolean result = changed;
    changed = false;
    return result;
  }
}

package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.settings.SessionSetting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What will run, all of it printed by us. Immutable; may be run many times and from many threads.
public sealed interface ExecutablePlan {

  /// The result's columns, exactly as they will arrive.
  List<Column> columns();

  /// Types of the parameters in order of their index.
  List<DataType> parameters();

  /// Runs whole on the hub that holds the catalogs.
  ///
  /// @param sql with `$1`, `$2` … for parameters
  /// @param repeatable whether it only reads, and only tables that cannot change, so that it may be
  ///   prepared once and run often
  record OnHub(String sql, List<Column> columns, List<DataType> parameters, boolean repeatable)
      implements ExecutablePlan {
    /// One that is prepared for each run.
    public OnHub(String sql, List<Column> columns, List<DataType> parameters) {
      this(sql, columns, parameters, false);
    }

    public OnHub {
      columns = List.copyOf(columns);
      parameters = List.copyOf(parameters);
    }
  }

  /// Fragments run on their sites, and a join of their streams on an engine that keeps the order in
  /// which we joined them. `sql` reads stream `i` as table `fragments.get(i).name()`; each stream
  /// is read once.
  ///
  /// @param sql with `$1`, `$2` … for parameters of its own; null if the one fragment is the answer
  ///   itself
  /// @param sqlParameters which of the statement's parameters each of them is
  record Federated(
      List<Fragment> fragments,
      @Nullable String sql,
      List<Integer> sqlParameters,
      List<Column> columns,
      List<DataType> parameters)
      implements ExecutablePlan {
    public Federated {
      fragments = List.copyOf(fragments);
      sqlParameters = List.copyOf(sqlParameters);
      columns = List.copyOf(columns);
      parameters = List.copyOf(parameters);
      if (sql == null && fragments.size() != 1) {
        throw new IllegalArgumentException("several fragments need a statement that joins them");
      }
    }
  }

  /// Fragments are loaded into temporary tables of the hub, and the statement runs there beside the
  /// catalogs that the hub holds. For statements that no relational tree says exactly: they keep
  /// the hub's meaning at the price of reading whole tables.
  ///
  /// @param sql with `$1`, `$2` … for parameters; reads fragment `i` as table
  ///   `fragments.get(i).name()`
  /// @param reason why it is not cut further
  record Staged(
      List<Fragment> fragments,
      String sql,
      List<Column> columns,
      List<DataType> parameters,
      String reason)
      implements ExecutablePlan {
    public Staged {
      fragments = List.copyOf(fragments);
      columns = List.copyOf(columns);
      parameters = List.copyOf(parameters);
    }
  }

  /// The planner knows the answer itself: EXPLAIN, SHOW, DESCRIBE.
  ///
  /// @param rows values in the column types' Java form: String, Boolean, Integer, Long or null
  record Rows(List<Column> columns, List<List<@Nullable Object>> rows) implements ExecutablePlan {
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /// A plan as people read it.
    public static Rows ofPlan(List<String> lines) {
      return new Rows(
          List.of(new Column("plan", DataType.Scalar.VARCHAR, true)),
          lines.stream().map(List::<Object>of).toList());
    }

    @Override
    public List<DataType> parameters() {
      return List.of();
    }
  }

  /// Runs another plan to its end, for what it takes, and answers with that and the plan as people
  /// read it.
  ///
  /// @param lines the plan
  /// @param telling whether what each fragment gave may be told
  record Measured(ExecutablePlan plan, List<String> lines, boolean telling)
      implements ExecutablePlan {
    public Measured {
      lines = List.copyOf(lines);
    }

    @Override
    public List<Column> columns() {
      return Rows.ofPlan(lines).columns();
    }

    @Override
    public List<DataType> parameters() {
      return plan.parameters();
    }
  }

  /// Changes rows or tables, whole on the hub. Never to be run a second time for a result that was
  /// lost.
  ///
  /// @param sql with `$1`, `$2` … for parameters
  /// @param columns of RETURNING; empty where the answer is a number of changed rows
  /// @param definition whether tables are changed and not rows
  /// @param ofSession whether what is changed is the session's own
  /// @param telling whether what the engine says of the table may be told: not to who has a part of
  ///   it, nor of a definition that reads others
  record Write(
      String sql,
      List<Column> columns,
      List<DataType> parameters,
      boolean definition,
      boolean ofSession,
      boolean telling)
      implements ExecutablePlan {
    public Write {
      columns = List.copyOf(columns);
      parameters = List.copyOf(parameters);
    }
  }

  /// Changes the session and returns no rows.
  record SessionChange(Change change) implements ExecutablePlan {
    @Override
    public List<Column> columns() {
      return List.of();
    }

    @Override
    public List<DataType> parameters() {
      return List.of();
    }
  }

  /// What a session is told.
  sealed interface Change {
    /// Where names of fewer than three parts are looked for from now on.
    record Use(String catalog, @Nullable String schema) implements Change {}

    /// What a setting is from now on.
    ///
    /// @param value canonical; null for what holds where nobody set it
    record Set(SessionSetting setting, @Nullable String value) implements Change {}

    /// Makes a view of its own.
    ///
    /// @param mode what becomes of one that has the name
    record CreateView(SessionView view, SessionView.Mode mode) implements Change {}

    /// Drops such a view, if it is there.
    record DropView(String name) implements Change {}

    /// Begins or ends a transaction.
    enum Transaction implements Change {
      BEGIN,
      COMMIT,
      ROLLBACK
    }
  }
}

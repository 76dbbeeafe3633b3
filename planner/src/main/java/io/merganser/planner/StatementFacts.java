package io.merganser.planner;

import io.merganser.planner.analyze.TableReference;
import java.util.List;
import java.util.stream.Stream;

/// What may be told of a statement without its text.
///
/// @param kind its first words in capitals, e.g. `SELECT` or `CREATE VIEW`
/// @param relations each table that its names were resolved to, unused branches included, and what
///   it changes; in a scope its datasets, and each table that their definitions name
/// @param untold whether what an engine or source says of a failure may be about rows that a policy
///   hides
public record StatementFacts(String kind, List<String> relations, boolean untold) {
  public StatementFacts {
    relations = List.copyOf(relations);
  }

  public static StatementFacts of(AnalyzedStatement statement) {
    return new StatementFacts(
        kind(statement),
        Stream.concat(
                ofScope(statement),
                Requirements.of(statement).stream().map(need -> need.table().toString()))
            .distinct()
            .toList(),
        read(statement).anyMatch(TableReference::failsUntold));
  }

  private static Stream<TableReference> read(AnalyzedStatement statement) {
    return switch (statement) {
      case AnalyzedStatement.Query query -> query.tables().stream();
      case AnalyzedStatement.Write write -> write.reads().stream();
      case AnalyzedStatement.Explain(AnalyzedStatement.Query query, boolean _) -> read(query);
      case AnalyzedStatement.Describe(AnalyzedStatement.Query query) -> read(query);
      case AnalyzedStatement.CreateView(_, _, AnalyzedStatement.Query query) -> read(query);
      case AnalyzedStatement.Show _,
          AnalyzedStatement.Use _,
          AnalyzedStatement.Set _,
          AnalyzedStatement.DropView _,
          AnalyzedStatement.Transaction _ ->
          Stream.of();
    };
  }

  private static Stream<String> ofScope(AnalyzedStatement statement) {
    return switch (statement) {
      case AnalyzedStatement.Query query ->
          Stream.concat(
              query.datasets().stream(),
              read(query)
                  .filter(TableReference::beneath)
                  .map(table -> table.table().schema().name().toString()));
      case AnalyzedStatement.Explain(AnalyzedStatement.Query query, boolean _) -> ofScope(query);
      case AnalyzedStatement.Describe(AnalyzedStatement.Query query) -> ofScope(query);
      case AnalyzedStatement.Show _,
          AnalyzedStatement.Use _,
          AnalyzedStatement.Set _,
          AnalyzedStatement.Write _,
          AnalyzedStatement.CreateView _,
          AnalyzedStatement.DropView _,
          AnalyzedStatement.Transaction _ ->
          Stream.of();
    };
  }

  private static String kind(AnalyzedStatement statement) {
    return switch (statement) {
      case AnalyzedStatement.Query _ -> "SELECT";
      case AnalyzedStatement.Explain _ -> "EXPLAIN";
      case AnalyzedStatement.Describe _ -> "DESCRIBE";
      case AnalyzedStatement.Show _ -> "SHOW";
      case AnalyzedStatement.Use _ -> "USE";
      case AnalyzedStatement.Set _ -> "SET";
      case AnalyzedStatement.Write write -> write.tree().action().name().replace('_', ' ');
      case AnalyzedStatement.CreateView _ -> "CREATE TEMP VIEW";
      case AnalyzedStatement.DropView _ -> "DROP VIEW";
      case AnalyzedStatement.Transaction(ExecutablePlan.Change.Transaction change) -> change.name();
    };
  }
}

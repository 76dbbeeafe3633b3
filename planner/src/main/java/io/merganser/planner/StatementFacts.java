package io.merganser.planner;

import io.merganser.authz.Requirement;
import io.merganser.connectors.spi.TableName;
import java.util.List;

/// What may be told of a statement without its text.
///
/// @param kind its first words in capitals, e.g. `SELECT` or `CREATE VIEW`
/// @param relations each table that its names were resolved to, unused branches included, and what
///   it changes
public record StatementFacts(String kind, List<TableName> relations) {
  public StatementFacts {
    relations = List.copyOf(relations);
  }

  public static StatementFacts of(AnalyzedStatement statement) {
    return new StatementFacts(
        kind(statement),
        Requirements.of(statement).stream().map(Requirement::table).distinct().toList());
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
      case AnalyzedStatement.Transaction(ExecutablePlan.Change.Transaction change) -> change.name();
    };
  }
}

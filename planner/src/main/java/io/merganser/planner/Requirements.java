package io.merganser.planner;

import io.merganser.authz.Requirement;
import io.merganser.authz.Verb;
import java.util.List;

/// What a statement needs to be allowed: computed from all names that were resolved, not remembered
/// along the way.
public final class Requirements {
  private Requirements() {}

  public static List<Requirement> of(AnalyzedStatement statement) {
    return switch (statement) {
      case AnalyzedStatement.Query query ->
          query.tables().stream()
              .map(reference -> new Requirement(Verb.READ, reference.table().schema().name()))
              .distinct()
              .toList();
      case AnalyzedStatement.Explain(AnalyzedStatement.Query query) -> of(query);
      case AnalyzedStatement.Describe(AnalyzedStatement.Query query) -> of(query);
      case AnalyzedStatement.Show ignored -> List.of();
      case AnalyzedStatement.Use ignored -> List.of();
    };
  }
}

package io.merganser.planner;

import io.merganser.authz.Requirement;
import io.merganser.authz.Verb;
import io.merganser.connectors.spi.TableName;
import java.util.ArrayList;
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
      case AnalyzedStatement.Transaction ignored -> List.of();
      case AnalyzedStatement.Write write -> ofWrite(write);
    };
  }

  /// Whoever changes rows by what they hold, or has them returned, reads them too.
  private static List<Requirement> ofWrite(AnalyzedStatement.Write write) {
    TableName target = write.target().name();
    List<Requirement> requirements = new ArrayList<>();
    requirements.add(
        new Requirement(write.tree().action().changesRows() ? Verb.WRITE : Verb.DDL, target));
    TableName renamed = write.renamed();
    if (renamed != null) {
      requirements.add(new Requirement(Verb.DDL, renamed));
    }
    if (write.tree().readsTarget()) {
      requirements.add(new Requirement(Verb.READ, target));
    }
    write
        .reads()
        .forEach(
            read -> requirements.add(new Requirement(Verb.READ, read.table().schema().name())));
    return requirements.stream().distinct().toList();
  }
}

package io.merganser.planner;

import io.merganser.authz.Requirement;
import io.merganser.authz.Verb;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.parser.SqlWrite;
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
              .filter(reference -> !reference.table().catalog().ofSession())
              .filter(reference -> !reference.beneath())
              .map(reference -> new Requirement(Verb.READ, reference.table().schema().name()))
              .distinct()
              .toList();
      case AnalyzedStatement.Explain(AnalyzedStatement.Query query, boolean _) -> of(query);
      case AnalyzedStatement.Describe(AnalyzedStatement.Query query) -> of(query);
      case AnalyzedStatement.Show ignored -> List.of();
      case AnalyzedStatement.Use ignored -> List.of();
      case AnalyzedStatement.Set ignored -> List.of();
      case AnalyzedStatement.Transaction ignored -> List.of();
      // Each time the view is read it is decided anew.
      case AnalyzedStatement.CreateView(_, _, AnalyzedStatement.Query query) -> of(query);
      case AnalyzedStatement.DropView ignored -> List.of();
      case AnalyzedStatement.Write write -> ofWrite(write);
    };
  }

  /// Whoever changes rows by what they hold, or has them returned, reads them too. A part of a
  /// table is changed by a statement that is guarded, and a view would go on giving what its author
  /// had.
  private static List<Requirement> ofWrite(AnalyzedStatement.Write write) {
    TableName target = write.target().name();
    List<Requirement> requirements = new ArrayList<>();
    if (!write.target().ofSession()) {
      boolean whole = !write.guarded();
      requirements.add(
          new Requirement(
              write.tree().action().changesRows() ? Verb.WRITE : Verb.DDL, target, whole));
      TableName renamed = write.renamed();
      if (renamed != null) {
        requirements.add(Requirement.whole(Verb.DDL, renamed));
      }
      if (write.tree().readsTarget()) {
        requirements.add(new Requirement(Verb.READ, target, whole));
      }
    }
    boolean keepsQuery = write.tree().action() == SqlWrite.Action.CREATE_VIEW;
    for (TableReference read : write.reads()) {
      if (read.table().catalog().ofSession()) {
        // Its own.
        continue;
      }
      TableName table = read.table().schema().name();
      requirements.add(
          keepsQuery ? Requirement.whole(Verb.READ, table) : new Requirement(Verb.READ, table));
    }
    return requirements.stream().distinct().toList();
  }
}

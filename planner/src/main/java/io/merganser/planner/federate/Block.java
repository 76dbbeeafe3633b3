package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One SELECT in the making. Clauses are added to it while that means the same as a SELECT around
/// it would; whoever adds one asks before.
final class Block {
  /// A complete query, set operation or the like, to which nothing can be added; null mostly.
  @Nullable String body;

  @Nullable String from;
  boolean oneRelation;
  final List<String> where = new ArrayList<>();
  @Nullable List<String> groupBy;
  final List<String> having = new ArrayList<>();
  List<@Nullable Expr> fields = List.of();
  final List<String> orderBy = new ArrayList<>();
  String limit = "";

  /// What a SELECT that needs no column selects.
  String filler = "1";

  static Block of(@Nullable String from, List<@Nullable Expr> fields) {
    Block block = new Block();
    block.from = from;
    block.oneRelation = from != null;
    block.fields = fields;
    return block;
  }

  Expr field(int index) {
    Expr field = fields.get(index);
    if (field == null) {
      throw new IllegalStateException("field " + index + " was not asked for");
    }
    return field;
  }

  /// Whether a field is not a mere column.
  boolean isNoColumn(int index) {
    return !field(index).is(Expr.COLUMN);
  }

  boolean isGrouped() {
    return groupBy != null;
  }

  boolean hasLimit() {
    return !limit.isEmpty();
  }

  boolean any(int trait) {
    return fields.stream().anyMatch(field -> field != null && field.is(trait));
  }

  /// Whether it is nothing but relations and conditions on their rows.
  boolean isPlain() {
    return body == null
        && from != null
        && !isGrouped()
        && !hasLimit()
        && orderBy.isEmpty()
        && fields.stream().allMatch(field -> field == null || field.is(Expr.COLUMN));
  }

  /// Whether a filter on its rows may be added to WHERE.
  boolean takesFilter() {
    return body == null && !isGrouped() && !hasLimit() && !any(Expr.WINDOW | Expr.VOLATILE);
  }
}

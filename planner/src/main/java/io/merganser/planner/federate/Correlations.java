package io.merganser.planner.federate;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.ImmutableBitSet;

/// What sub-queries see of the rows around them.
final class Correlations {
  private Correlations() {}

  /// All expressions of a node itself.
  static List<RexNode> expressions(RelNode rel) {
    return switch (rel) {
      case Filter filter -> List.of(filter.getCondition());
      case Project project -> project.getProjects();
      case AsofJoin join -> List.of(join.getCondition(), join.getMatchCondition());
      case Join join -> List.of(join.getCondition());
      case TableFunctionScan scan -> List.of(scan.getCall());
      case Sort sort -> {
        List<RexNode> nodes = new ArrayList<>();
        if (sort.offset != null) {
          nodes.add(sort.offset);
        }
        if (sort.fetch != null) {
          nodes.add(sort.fetch);
        }
        yield nodes;
      }
      default -> List.of();
    };
  }

  /// Sub-queries that stand directly in the expressions of a node.
  static List<RexSubQuery> subQueries(RelNode rel) {
    List<RexSubQuery> found = new ArrayList<>();
    expressions(rel).forEach(node -> found.addAll(subQueries(node)));
    return found;
  }

  static List<RexSubQuery> subQueries(RexNode node) {
    List<RexSubQuery> found = new ArrayList<>();
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitSubQuery(RexSubQuery subQuery) {
            found.add(subQuery);
            return super.visitSubQuery(subQuery);
          }
        });
    return found;
  }

  /// The same expression with its sub-queries' plans replaced.
  static RexNode mapSubQueries(RexNode node, UnaryOperator<RelNode> mapping) {
    return node.accept(mapper(mapping));
  }

  static RexShuttle mapper(UnaryOperator<RelNode> mapping) {
    return new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery subQuery) {
        RexSubQuery inner = (RexSubQuery) super.visitSubQuery(subQuery);
        return inner.clone(mapping.apply(inner.rel));
      }
    };
  }

  /// Variables that a plan takes from outside itself.
  static Set<CorrelationId> free(RelNode rel) {
    Set<CorrelationId> used = new HashSet<>();
    for (RelNode input : rel.getInputs()) {
      used.addAll(free(input));
    }
    if (rel instanceof StreamRel) {
      return used;
    }
    for (RexNode node : expressions(rel)) {
      used.addAll(used(node));
    }
    used.removeAll(rel.getVariablesSet());
    return used;
  }

  /// Variables that an expression and its sub-queries take from outside.
  static Set<CorrelationId> used(RexNode node) {
    Set<CorrelationId> used = new HashSet<>();
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCorrelVariable(RexCorrelVariable variable) {
            used.add(variable.id);
            return super.visitCorrelVariable(variable);
          }

          @Override
          public Void visitSubQuery(RexSubQuery subQuery) {
            used.addAll(free(subQuery.rel));
            return super.visitSubQuery(subQuery);
          }
        });
    return used;
  }

  /// Fields of its input that an expression reads, directly or from within a sub-query.
  ///
  /// @param own the variables that stand for the input's row
  static ImmutableBitSet fields(RexNode node, Set<CorrelationId> own) {
    ImmutableBitSet.Builder fields = ImmutableBitSet.builder();
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef ref) {
            fields.set(ref.getIndex());
            return super.visitInputRef(ref);
          }

          @Override
          public Void visitFieldAccess(RexFieldAccess access) {
            if (isOwn(access, own)) {
              fields.set(access.getField().getIndex());
            }
            return super.visitFieldAccess(access);
          }

          @Override
          public Void visitSubQuery(RexSubQuery subQuery) {
            if (!own.isEmpty()) {
              fields.addAll(outerFields(subQuery.rel, own));
            }
            return super.visitSubQuery(subQuery);
          }
        });
    return fields.build();
  }

  /// Fields of the row named by the variables that a plan reads.
  static ImmutableBitSet outerFields(RelNode rel, Set<CorrelationId> variables) {
    ImmutableBitSet.Builder fields = ImmutableBitSet.builder();
    rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            for (RexNode node : expressions(other)) {
              node.accept(
                  new RexVisitorImpl<Void>(true) {
                    @Override
                    public Void visitFieldAccess(RexFieldAccess access) {
                      if (isOwn(access, variables)) {
                        fields.set(access.getField().getIndex());
                      }
                      return super.visitFieldAccess(access);
                    }

                    @Override
                    public Void visitSubQuery(RexSubQuery subQuery) {
                      fields.addAll(outerFields(subQuery.rel, variables));
                      return super.visitSubQuery(subQuery);
                    }
                  });
            }
            return super.visit(other);
          }
        });
    return fields.build();
  }

  /// Replaces the reading of fields through `own` by what `replacement` makes of it, however deep.
  static RexNode replace(
      RexNode node, Set<CorrelationId> own, UnaryOperator<RexFieldAccess> replacement) {
    return own.isEmpty() ? node : node.accept(new Replacement(own, replacement));
  }

  private static boolean isOwn(RexFieldAccess access, Set<CorrelationId> own) {
    return access.getReferenceExpr() instanceof RexCorrelVariable variable
        && own.contains(variable.id);
  }

  /// The variables of a node that one of its expressions uses.
  static ImmutableSet<CorrelationId> own(RelNode rel, RexNode node) {
    Set<CorrelationId> set = rel.getVariablesSet();
    if (set.isEmpty()) {
      return ImmutableSet.of();
    }
    Set<CorrelationId> used = used(node);
    used.retainAll(set);
    return ImmutableSet.copyOf(used);
  }

  private static final class Replacement extends RexShuttle {
    private final Set<CorrelationId> own;
    private final UnaryOperator<RexFieldAccess> replacement;

    Replacement(Set<CorrelationId> own, UnaryOperator<RexFieldAccess> replacement) {
      this.own = own;
      this.replacement = replacement;
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return isOwn(access, own) ? replacement.apply(access) : super.visitFieldAccess(access);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
      RexSubQuery inner = (RexSubQuery) super.visitSubQuery(subQuery);
      Replacement self = this;
      return inner.clone(
          inner.rel.accept(
              new RelHomogeneousShuttle() {
                @Override
                public RelNode visit(RelNode other) {
                  return super.visit(other).accept(self);
                }
              }));
    }
  }
}

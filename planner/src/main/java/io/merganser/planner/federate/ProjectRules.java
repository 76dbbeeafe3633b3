package io.merganser.planner.federate;

import java.util.List;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;

/// When computed columns need a derived table below them.
final class ProjectRules {
  private ProjectRules() {}

  static boolean mustWrap(Block block, List<RexNode> nodes) {
    boolean window = RexOver.containsOver(nodes, null);
    if (window && (block.hasLimit() || block.isGrouped() || block.any(Expr.WINDOW))) {
      return true;
    }
    boolean queries = nodes.stream().anyMatch(node -> !Correlations.subQueries(node).isEmpty());
    if (queries && block.isGrouped()) {
      return true;
    }
    int[] uses = new int[block.fields.size()];
    int[] nested = new int[block.fields.size()];
    for (RexNode node : nodes) {
      count(node, uses, nested);
    }
    for (int i = 0; i < uses.length; i++) {
      Expr field = block.fields.get(i);
      if (field == null || uses[i] == 0 || field.isSimple()) {
        continue;
      }
      // What is dear or volatile is computed once; a window function does not nest.
      boolean once = uses[i] == 1;
      boolean mayNest = !field.is(Expr.WINDOW | Expr.VOLATILE);
      if (!once || (nested[i] > 0 && !mayNest)) {
        return true;
      }
    }
    return false;
  }

  private static void count(RexNode node, int[] uses, int[] nested) {
    if (node instanceof RexInputRef ref) {
      uses[ref.getIndex()]++;
      return;
    }
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef ref) {
            uses[ref.getIndex()]++;
            nested[ref.getIndex()]++;
            return super.visitInputRef(ref);
          }
        });
  }
}

package io.merganser.planner.federate;

import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;

/// The place where a plan is cut: the rows of `query`, which runs on `site`, arrive here.
final class StreamRel extends AbstractRelNode {
  private final RelNode query;
  private final Site site;

  StreamRel(RelNode query, Site site) {
    super(query.getCluster(), query.getTraitSet());
    this.query = query;
    this.site = site;
    this.rowType = query.getRowType();
  }

  RelNode query() {
    return query;
  }

  Site site() {
    return site;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("query", new DeepKey(query)).item("site", site);
  }
}

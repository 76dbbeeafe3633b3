package io.merganser.planner.federate;

import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/// All ways worth considering to get the rows of a node.
///
/// @param whole by site: the ways in which all of it runs in one place
/// @param joined the cheapest way to have the rows on the engine that joins the streams
/// @param neutral whether it reads no table, so that it could run anywhere
record Choice(Map<Site, Option> whole, Option joined, boolean neutral) {

  RelNode rel() {
    return joined.rel();
  }

  @Nullable Option at(Site site) {
    return whole.get(site);
  }
}

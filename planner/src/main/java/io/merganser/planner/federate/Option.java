package io.merganser.planner.federate;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/// One way to get the rows of a node.
///
/// @param site where all of it runs; null if it runs on the engine that joins the streams, in which
///   case [StreamRel]s stand in the plan where it reads them, and scans of catalogs that it holds
/// @param cost in rows moved
/// @param rate for a plain read of one table: what one row of it costs; NaN for anything more
/// @param notes why work that a source was thought of for stays above it
record Option(@Nullable Site site, RelNode rel, double cost, double rate, List<Note> notes) {

  /// Something that a source was not given to do.
  record Note(Site.Direct site, String text) {}

  boolean isRead() {
    return !Double.isNaN(rate);
  }

  Option withNotes(List<Note> more) {
    return more.isEmpty() ? this : new Option(site, rel, cost, rate, Lists.concat(notes, more));
  }
}

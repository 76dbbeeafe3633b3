package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import java.util.List;

/// The hub's binder: tells the types of what we printed without running it. It is the oracle for types,
/// so that the schema we promise is the one the hub delivers.
public interface HubBinder {

  /// Columns of a SELECT that we printed, bound on the hub that holds the catalogs.
  ///
  /// @throws io.merganser.connectors.spi.QueryException if the hub does not accept it
  List<Column> describe(String sql);
}

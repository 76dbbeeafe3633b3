package io.merganser.server.database;

import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.database.DatabaseSpec.SourceSpec;

/// A source that did not answer when its database opened, and joins it once it does: as a direct
/// one, because the hub attaches nothing after it is locked.
record LateSource(SourceSpec spec, DirectConnector direct) {

  /// @return how the source is now, which `sources` knows then too
  SourceState tryToJoin(OpenedSources sources) {
    try {
      direct.check();
    } catch (QueryException e) {
      SourceState state = SourceState.failed(spec, e.getMessage());
      sources.put(state);
      return state;
    }
    SourceState state = SourceState.ready(spec, "direct");
    sources.put(state, SourceOpener.directCatalog(spec, direct));
    return state;
  }
}

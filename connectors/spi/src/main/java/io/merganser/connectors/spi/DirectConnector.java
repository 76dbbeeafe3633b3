package io.merganser.connectors.spi;

/// A source that runs fragments itself, over a driver of ours.
public interface DirectConnector extends Connector {

  /// What the source understands: how to print for it, and what may be printed at all.
  RemoteDialect dialect();

  /// Identity of where and as whom a fragment runs. Two tables may meet in one fragment only if
  /// their sources' contexts are equal.
  Object computeContext();

  /// Runs a fragment. The stream has exactly the types of `query.rowType()`, in [ArrowTypes#schema]
  /// form. Cancelling stops the source's work, not only the reading.
  ///
  /// @throws QueryException if the source refuses or fails
  ResultStream execute(RemoteQuery query, FragmentContext context);
}

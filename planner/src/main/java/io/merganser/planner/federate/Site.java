package io.merganser.planner.federate;

import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.RemoteDialect;

/// Where a part of a plan can run before its rows are joined with those of other parts.
sealed interface Site {

  /// The hub, with all the catalogs it holds.
  record Hub() implements Site {
    @Override
    public String toString() {
      return "hub";
    }
  }

  /// A source that runs fragments itself. Two are one if their compute contexts are equal.
  record Direct(String catalog, DirectConnector connector, Object context) implements Site {
    static Direct of(String catalog, DirectConnector connector) {
      return new Direct(catalog, connector, connector.computeContext());
    }

    RemoteDialect dialect() {
      return connector.dialect();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Direct direct && direct.context.equals(context);
    }

    @Override
    public int hashCode() {
      return context.hashCode();
    }

    @Override
    public String toString() {
      return catalog;
    }
  }
}

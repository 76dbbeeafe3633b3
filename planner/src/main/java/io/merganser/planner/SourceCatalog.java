package io.merganser.planner;

import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.DirectConnector;
import org.jspecify.annotations.Nullable;

/// A catalog that statements may name.
///
/// @param name as declared; compared without case
/// @param metadata lists and describes its tables; already cached where that is needed
/// @param onHub whether the hub holds the catalog under `name` and can scan it
/// @param onJoiner whether the engine that joins streams holds it too, and can scan it as the hub
///   does
/// @param frozen whether the hub holds it and its tables cannot change meanwhile
/// @param direct runs fragments on the source itself; null where only the hub can read it
/// @param ofSession whether it is what one session made for itself, which asks for no rights and
///   which no other session is given
public record SourceCatalog(
    String name,
    Connector metadata,
    boolean onHub,
    boolean onJoiner,
    boolean frozen,
    @Nullable DirectConnector direct,
    boolean ofSession) {
  /// The name that statements have for the catalog of their own session.
  public static final String OF_SESSION = "temp";

  /// One that is declared.
  public SourceCatalog(
      String name,
      Connector metadata,
      boolean onHub,
      boolean onJoiner,
      boolean frozen,
      @Nullable DirectConnector direct) {
    this(name, metadata, onHub, onJoiner, frozen, direct, false);
  }

  /// One whose tables may change, and which the joiner does not hold.
  public SourceCatalog(
      String name, Connector metadata, boolean onHub, @Nullable DirectConnector direct) {
    this(name, metadata, onHub, false, false, direct);
  }

  public SourceCatalog {
    if (!onHub && direct == null) {
      throw new IllegalArgumentException("catalog " + name + " could not be read at all");
    }
  }
}

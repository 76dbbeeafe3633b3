package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Names;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// Connections like a given one, under settings. A duplicate has the settings of what it was made
/// from, so for each combination there is one connection that others are made from: that takes a
/// tenth of setting them anew.
///
/// Bounded, least recently used out first. Safe for use from any thread.
final class SettledConnections implements AutoCloseable {
  private static final int MOST = 64;

  private final DuckDBConnection like;
  private final Map<EngineSettings, DuckDBConnection> models = new LinkedHashMap<>(16, 0.75f, true);

  /// @param like stays its owner's
  SettledConnections(DuckDBConnection like) {
    this.like = like;
  }

  /// @throws SQLException if a setting cannot have its value, too
  DuckDBConnection duplicate(EngineSettings settings) throws SQLException {
    if (settings.values().isEmpty()) {
      return like.duplicate();
    }
    synchronized (this) {
      DuckDBConnection model = models.get(settings);
      if (model == null) {
        model = settled(settings);
        models.put(settings, model);
        dropEldest();
      }
      return model.duplicate();
    }
  }

  private DuckDBConnection settled(EngineSettings settings) throws SQLException {
    DuckDBConnection made = like.duplicate();
    try {
      apply(made, settings);
      return made;
    } catch (SQLException e) {
      made.close();
      throw e;
    }
  }

  private void dropEldest() throws SQLException {
    if (models.size() > MOST) {
      var eldest = models.entrySet().iterator();
      DuckDBConnection dropped = eldest.next().getValue();
      eldest.remove();
      dropped.close();
    }
  }

  /// Gives a connection these settings, and all others as the engine has them.
  static void apply(DuckDBConnection connection, EngineSettings settings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String name : EngineSettings.NAMES) {
        String engines = name.equals("TimeZone") ? EngineSettings.ZONE : null;
        String value = settings.values().getOrDefault(name, engines);
        statement.execute(
            value == null
                ? "RESET SESSION " + name
                : "SET SESSION " + name + " = " + Names.literal(value));
      }
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    for (DuckDBConnection model : models.values()) {
      model.close();
    }
    models.clear();
  }
}

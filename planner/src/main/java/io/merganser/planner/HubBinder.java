package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.settings.SessionSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hub's binder: tells the types of what we printed without running it. It is the oracle for
/// types, so that the schema we promise is the one the hub delivers.
public interface HubBinder {

  /// Binds a SELECT that we printed on the hub that holds the catalogs.
  ///
  /// @throws BindException if the hub does not accept it, or a setting cannot have its value
  Binding bind(String sql, SessionSettings settings) throws BindException;

  /// The same where nothing is set.
  default Binding bind(String sql) throws BindException {
    return bind(sql, SessionSettings.DEFAULT);
  }

  /// @param columns empty where the hub tells them only once it has the values of parameters
  /// @param parameters types of `$1`, `$2` …; null where the statement leaves the type open
  record Binding(List<Column> columns, List<? extends @Nullable DataType> parameters) {}

  /// What the binder has against a statement, in its own words.
  final class BindException extends Exception {
    public BindException(String message) {
      super(message);
    }
  }
}

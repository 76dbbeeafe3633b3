package io.merganser.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Read-only connections to one source, made when first asked for and given back when idle. Safe
/// for use from any thread.
public final class JdbcPool implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final DataSource driver;
  private final Settings settings;
  private final JdbcErrors errors;
  private @Nullable HikariDataSource pool;
  private boolean closed;

  /// @param driver opens raw connections; holds the credentials
  public JdbcPool(DataSource driver, Settings settings, JdbcErrors errors) {
    this.driver = driver;
    this.settings = settings;
    this.errors = errors;
  }

  /// How a pool behaves.
  ///
  /// @param name for threads and logs; no host, no credential
  /// @param patience how long a borrower waits for a connection
  /// @param isolation JDBC's name of the isolation, e.g. `TRANSACTION_REPEATABLE_READ`
  public record Settings(String name, int maxConnections, Duration patience, String isolation) {
    public Settings {
      if (maxConnections < 1) {
        throw new IllegalArgumentException("a pool holds at least one connection");
      }
    }
  }

  /// A connection without auto-commit; whoever borrows it ends the transaction and closes it.
  public Connection borrow() {
    try {
      return pool().getConnection();
    } catch (SQLTransientConnectionException e) {
      throw e.getCause() == null ? errors.noFreeConnection(e) : errors.translate(e, null);
    } catch (SQLException | RuntimeException e) {
      throw errors.translate(e, null);
    }
  }

  /// Opens a connection beside the pool and closes it: says at once why a source cannot be reached,
  /// where the pool would try again until its time is over.
  void probe() {
    try (Connection connection = driver.getConnection()) {
      if (connection.isClosed()) {
        throw new IllegalStateException("a driver gave a closed connection");
      }
    } catch (SQLException e) {
      throw errors.translate(e, null);
    }
  }

  /// Keeps a connection from being used again, e.g. because a cancel may still be on its way to it.
  synchronized void discard(Connection connection) {
    if (pool != null) {
      pool.evictConnection(connection);
    }
  }

  @Override
  public void close() {
    HikariDataSource toClose;
    synchronized (this) {
      closed = true;
      toClose = pool;
      pool = null;
    }
    if (toClose != null) {
      toClose.close();
    }
  }

  private synchronized HikariDataSource pool() {
    if (closed) {
      throw errors.closed();
    }
    HikariDataSource ready = pool;
    if (ready == null) {
      ready = new HikariDataSource(config());
      pool = ready;
    }
    return ready;
  }

  private HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setPoolName(settings.name());
    config.setDataSource(driver);
    config.setMaximumPoolSize(settings.maxConnections());
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setConnectionTimeout(settings.patience().toMillis());
    // The pool itself does no I/O when it is made: a source may be down while we start.
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    config.setTransactionIsolation(settings.isolation());
    return config;
  }
}

package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.JdbcDirectConnector;
import io.merganser.connectors.jdbc.JdbcErrors;
import io.merganser.connectors.jdbc.JdbcPool;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.connectors.spi.OptionsSpec.Option;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceConfig;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Sources of type `postgres`: PostgreSQL 12 and later. They are only ever read.
public final class PostgresConnectorFactory implements ConnectorFactory {
  private static final OptionsSpec OPTIONS =
      new OptionsSpec(
          List.of(
              new Option("host", true, "\\S+", "name or address of the server"),
              new Option("port", false, "[0-9]{1,5}", "port of the server, 5432 if not given"),
              new Option("database", true, ".+", "name of the database"),
              new Option("user", true, ".+", "who to log in as"),
              new Option(
                  "sslMode",
                  false,
                  "disable|allow|prefer|require|verify-ca|verify-full",
                  "one of disable, allow, prefer, require, verify-ca, verify-full; "
                      + "prefer if not given"),
              new Option("sslRootCert", false, ".+", "file with the certificates to trust"),
              new Option(
                  "connectTimeout",
                  false,
                  "[1-9][0-9]{0,3}",
                  "seconds to wait for a connection, 10 if not given"),
              new Option(
                  "maxConnections",
                  false,
                  "[1-9][0-9]{0,2}",
                  "connections of the direct mode, 8 if not given")),
          Set.of("password"));

  @Override
  public String type() {
    return "postgres";
  }

  @Override
  public OptionsSpec options() {
    return OPTIONS;
  }

  @Override
  public Source create(SourceConfig config) {
    PostgresSettings settings = PostgresSettings.of(config);
    return new Source(new PostgresAttachable(settings), direct(settings));
  }

  private static JdbcDirectConnector direct(PostgresSettings settings) {
    JdbcErrors errors =
        new JdbcErrors(
            settings.alias(), JdbcErrors.bySqlState(PostgresConnectorFactory::serverSentence));
    JdbcPool pool = new JdbcPool(driver(settings), poolSettings(settings), errors);
    return new JdbcDirectConnector(
        pool,
        errors,
        new JdbcDirectConnector.Parts(
            new PostgresMetadata(settings.alias()),
            new PostgresRunner(),
            new PostgresDialect(new PostgresFacts.Cached(pool)),
            settings.computeContext()));
  }

  private static JdbcPool.Settings poolSettings(PostgresSettings settings) {
    // Repeatable read: the parts of one fragment see one state of the database.
    return new JdbcPool.Settings(
        "postgres-" + settings.alias(),
        settings.maxConnections(),
        settings.connectTimeout(),
        "TRANSACTION_REPEATABLE_READ");
  }

  private static PGSimpleDataSource driver(PostgresSettings settings) {
    PGSimpleDataSource driver = new PGSimpleDataSource();
    driver.setServerNames(new String[] {settings.host()});
    driver.setPortNumbers(new int[] {settings.port()});
    driver.setDatabaseName(settings.database());
    driver.setUser(settings.user());
    if (settings.password() != null) {
      driver.setPassword(settings.password().reveal());
    }
    driver.setSslMode(settings.sslMode());
    if (settings.sslRootCert() != null) {
      driver.setSslRootCert(settings.sslRootCert().toString());
    }
    int seconds = Math.toIntExact(settings.connectTimeout().toSeconds());
    driver.setConnectTimeout(seconds);
    driver.setLoginTimeout(seconds);
    driver.setApplicationName("merganser");
    driver.setTcpKeepAlive(true);
    // Binary results from the first execution on: a fragment is seldom run twice on a connection.
    driver.setPrepareThreshold(-1);
    return driver;
  }

  /// The server's message without detail, hint and position: those can quote the statement.
  private static @Nullable String serverSentence(SQLException failure) {
    if (failure instanceof PSQLException postgres) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      return message == null ? null : message.getMessage();
    }
    return null;
  }
}

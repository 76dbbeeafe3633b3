package io.merganser.connectors.sqlite;

import io.merganser.connectors.jdbc.JdbcDirectConnector;
import io.merganser.connectors.jdbc.JdbcErrors;
import io.merganser.connectors.jdbc.JdbcPool;
import io.merganser.connectors.jdbc.StatementRunner;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.connectors.spi.OptionsSpec.Option;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceConfig;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Sources of type `sqlite`: one file, never created and never written.
public final class SqliteConnectorFactory implements ConnectorFactory {
  private static final OptionsSpec OPTIONS =
      new OptionsSpec(
          List.of(
              new Option(
                  "path", true, ".+", "the file, absolute or relative to the manifest's folder")),
          Set.of());

  /// SQLite reads in our process: more connections than cores only wait for each other.
  private static final int MAX_CONNECTIONS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BUSY_MILLIS = 5_000;

  @Override
  public String type() {
    return "sqlite";
  }

  @Override
  public OptionsSpec options() {
    return OPTIONS;
  }

  @Override
  public Source create(SourceConfig config) {
    String declared = config.options().get("path");
    if (declared == null) {
      throw misconfigured(config, "option `path` is missing");
    }
    Path file = resolve(config, declared);
    return new Source(
        alias -> attachment(alias, config.alias(), declared, file),
        direct(config.alias(), declared, file));
  }

  private static Attachment attachment(String alias, String catalog, String declared, Path file) {
    // DuckDB attaches a file that is not there as an empty catalog.
    requireFile(catalog, declared, file);
    return new Attachment(
        List.of("sqlite_scanner"),
        List.of(
            "ATTACH "
                + Names.literal(file.toString())
                + " AS "
                + Names.quote(alias)
                + " (TYPE sqlite, READ_ONLY)"),
        List.of(),
        List.of(file));
  }

  private static JdbcDirectConnector direct(String alias, String declared, Path file) {
    JdbcErrors errors = new JdbcErrors(alias, new SqliteErrors());
    JdbcPool pool =
        new JdbcPool(
            new ExistingFile(driver(file), () -> requireFile(alias, declared, file)),
            new JdbcPool.Settings(
                "sqlite-" + alias, MAX_CONNECTIONS, PATIENCE, "TRANSACTION_SERIALIZABLE"),
            errors);
    return new JdbcDirectConnector(
        pool,
        errors,
        new JdbcDirectConnector.Parts(
            new SqliteMetadata(alias),
            new StatementRunner(new SqliteReaders(), new SqliteBinder(), 0),
            new SqliteDialect(new SqliteFacts.Cached(pool)),
            new ComputeContext(file)));
  }

  private static SQLiteDataSource driver(Path file) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setReadOnly(true);
    sqlite.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource driver = new SQLiteDataSource(sqlite);
    driver.setUrl("jdbc:sqlite:" + file);
    return driver;
  }

  private static Path resolve(SourceConfig config, String declared) {
    try {
      return config.baseDirectory().resolve(declared).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw misconfigured(config, "option `path` is no path");
    }
  }

  private static void requireFile(String alias, String declared, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new QueryException(
          ConnectorError.SOURCE_UNREACHABLE,
          "source `" + alias + "` has no file `" + declared + "`",
          null,
          "check option `path` of the source",
          null);
    }
  }

  private static QueryException misconfigured(SourceConfig config, String why) {
    return new QueryException(
        ConnectorError.SOURCE_MISCONFIGURED, "source `" + config.alias() + "`: " + why);
  }

  private record ComputeContext(Path file) {}
}

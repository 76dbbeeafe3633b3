package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// One private DuckDB instance in memory, with sources attached, then locked down. Any thread may
/// call it, with a stack of at least 16 MB where statements pass ([#describe], [EngineConnection]):
/// DuckDB recurses over them and would take the process with it.
///
/// A source that cannot be attached does not stop the others; [#failures()] tells.
public final class DuckDbEngine implements AutoCloseable {
  private final DuckDBConnection root;
  private final StatementDescriber describer;
  private final StatementParser parser;
  private final Path spill;
  private final Set<String> aliases;
  private final Map<String, QueryException> failures;
  private final SettledConnections settled;
  private final RepeatedStatements repeated = new RepeatedStatements(this::connect);

  private DuckDbEngine(
      DuckDBConnection root,
      StatementDescriber describer,
      Path spill,
      Set<String> aliases,
      Map<String, QueryException> failures) {
    this.root = root;
    this.settled = new SettledConnections(root);
    this.describer = describer;
    this.parser = new StatementParser(root);
    this.spill = spill;
    this.aliases = Set.copyOf(aliases);
    this.failures = Map.copyOf(failures);
  }

  /// Opens an instance, attaches each source under its alias, locks the instance and proves the
  /// lock.
  ///
  /// @throws QueryException if the engine does not start, or the lock does not hold
  public static DuckDbEngine open(EngineConfig config, Map<String, Attachment> attachments) {
    Path spill = config.tempDirectory().toAbsolutePath().resolve("hub-" + UUID.randomUUID());
    @Nullable DuckDBConnection root = null;
    try {
      Files.createDirectories(config.tempDirectory());
      root =
          DriverManager.getConnection("jdbc:duckdb:", LockDown.openingProperties(config, spill))
              .unwrap(DuckDBConnection.class);
      Map<String, QueryException> failures = attachAll(root, config, attachments);
      Set<Path> readable = new LinkedHashSet<>();
      attachments.forEach((alias, attachment) -> {
        if (!failures.containsKey(alias)) {
          readable.addAll(attachment.readable());
        }
      });
      StatementDescriber describer = new StatementDescriber(root);
      LockDown.apply(root, config, readable);
      LockDown.prove(root);
      for (Map.Entry<String, Attachment> attached : attachments.entrySet()) {
        if (isReadOnly(attached.getValue()) && !failures.containsKey(attached.getKey())) {
          LockDown.proveReadOnly(root, attached.getKey());
        }
      }
      return new DuckDbEngine(root, describer, spill, attachments.keySet(), failures);
    } catch (SQLException | IOException e) {
      abandon(root, e);
      throw new QueryException(
          ConnectorError.ENGINE_FAILED, "the engine does not start", null, null, e);
    } catch (RuntimeException e) {
      abandon(root, e);
      throw e;
    }
  }

  /// All are but those that are declared writable, and those that are made of views over files.
  private static boolean isReadOnly(Attachment attachment) {
    return attachment.setup().stream().anyMatch(sql -> sql.endsWith(", READ_ONLY)"));
  }

  private static Map<String, QueryException> attachAll(
      DuckDBConnection root, EngineConfig config, Map<String, Attachment> attachments) {
    Set<String> loaded = new LinkedHashSet<>();
    Map<String, QueryException> failures = new LinkedHashMap<>();
    attachments.forEach((alias, attachment) -> {
      try {
        for (String extension : attachment.extensions()) {
          load(root, config, extension, loaded);
        }
        attach(root, attachment);
      } catch (SQLException e) {
        failures.put(alias, EngineErrors.notAttached(alias, attachment, e));
        detach(root, alias);
      } catch (QueryException e) {
        failures.put(alias, e);
      }
    });
    return failures;
  }

  private static void load(
      DuckDBConnection root, EngineConfig config, String extension, Set<String> loaded)
      throws SQLException {
    if (loaded.contains(extension)) {
      return;
    }
    if (config.extensions() == null) {
      throw ExtensionFolder.missing(extension);
    }
    Path file = new ExtensionFolder(config.extensions()).require(extension);
    try (Statement statement = root.createStatement()) {
      statement.execute("LOAD " + Names.literal(file.toString()));
    }
    loaded.add(extension);
  }

  private static void attach(DuckDBConnection root, Attachment attachment) throws SQLException {
    try (Statement statement = root.createStatement()) {
      @Nullable SQLException failure = null;
      try {
        for (String sql : attachment.setup()) {
          statement.execute(sql);
        }
      } catch (SQLException e) {
        failure = e;
      }
      failure = tearDown(root, attachment, failure);
      if (failure != null) {
        throw failure;
      }
    }
  }

  /// A secret that was not dropped is a failure too: statements could use it.
  private static @Nullable SQLException tearDown(
      DuckDBConnection root, Attachment attachment, @Nullable SQLException failure) {
    @Nullable SQLException first = failure;
    for (String sql : attachment.teardown()) {
      try (Statement statement = root.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }

  private static void detach(DuckDBConnection root, String alias) {
    try (Statement statement = root.createStatement()) {
      statement.execute("DETACH DATABASE IF EXISTS " + Names.quote(alias));
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  private static void abandon(@Nullable DuckDBConnection root, Exception failure) {
    try {
      if (root != null) {
        root.close();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /// Sources that could not be attached, and why; a client may read it.
  public Map<String, QueryException> failures() {
    return failures;
  }

  /// Names and types of a statement's columns. The statement is prepared and never runs. DuckDB
  /// says nothing about nulls, so all columns are nullable; a bare NULL is an INTEGER in DuckDB
  /// 1.5.
  ///
  /// @param sql one statement, printed by us
  /// @throws QueryException if the engine refuses the statement, or a column has a type we do not
  ///   know
  public List<Column> describe(String sql) {
    return describer.describe(sql);
  }

  /// Like [#describe], and the types of the parameters.
  ///
  /// @throws QueryException if the engine refuses the statement; its cause has the binder's own
  ///   words
  public BoundStatement bind(String sql, EngineSettings settings) {
    return describer.bind(sql, settings);
  }

  /// The tree of a query as the engine's parser reads it, in JSON; nothing is looked up. What is no
  /// query gives a tree that says so.
  public String parse(String sql) {
    return parser.parse(sql);
  }

  /// Tries statements one after the other on a connection of their own, for probes of what the
  /// engine does.
  ///
  /// @return of each the first value as text, or the engine's error after a `!`
  public List<String> answers(List<String> statements) {
    List<String> answers = new ArrayList<>();
    try (DuckDBConnection connection = duplicate(EngineSettings.NONE)) {
      for (String sql : statements) {
        answers.add(answer(connection, sql));
      }
      return answers;
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  private static String answer(DuckDBConnection connection, String sql) {
    // An error closes the driver's statement.
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? String.valueOf(rows.getObject(1)) : "";
      }
    } catch (SQLException e) {
      return "!" + e.getMessage();
    }
  }

  /// A catalog that this engine holds, as metadata. Closing it does nothing: the engine owns it.
  ///
  /// Listing walks DuckDB's own catalog functions, which look into every attached catalog; one
  /// whose server has gone can make the listing of the others fail.
  ///
  /// @throws QueryException the reason of the failure, if it is among [#failures()]
  public Connector catalog(String alias) {
    QueryException failure = failures.get(alias);
    if (failure != null) {
      throw failure;
    }
    if (!aliases.contains(alias)) {
      throw new IllegalStateException("the engine holds no catalog " + alias);
    }
    return new CatalogConnector(alias, () -> duplicate(EngineSettings.NONE));
  }

  /// A new catalog in memory; takes about a millisecond.
  public Scratch scratch() {
    String name = "scratch_" + UUID.randomUUID().toString().replace("-", "");
    execute("ATTACH ':memory:' AS " + name);
    return new Scratch(
        name,
        new CatalogConnector(name, () -> duplicate(EngineSettings.NONE)),
        () -> execute("DETACH DATABASE IF EXISTS " + name));
  }

  private void execute(String sql) {
    try (DuckDBConnection connection = duplicate(EngineSettings.NONE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  /// A connection of its own for one statement or one session; takes some microseconds.
  public EngineConnection connect() {
    return connect(EngineSettings.NONE);
  }

  /// The same under settings of its own.
  ///
  /// @throws QueryException if a setting cannot have its value
  public EngineConnection connect(EngineSettings settings) {
    return new EngineConnection(duplicate(settings), settings);
  }

  /// Runs a SELECT on a connection of its own, prepared once for all the times it runs.
  ///
  /// @param sql as in [EngineConnection#execute]; it may read only tables that stay as they are for
  ///   as long as this engine lives, because the plan is made from what they hold at its first run
  /// @throws QueryException if the engine refuses, or fails before the first rows
  public ResultStream repeat(
      EngineSettings settings, String sql, List<Parameter> parameters, FragmentContext context) {
    return repeated.execute(settings, sql, parameters, context);
  }

  /// Whether the instance still answers. After an internal error DuckDB refuses all further work,
  /// and the engine has to be opened anew.
  public boolean isAlive() {
    try (DuckDBConnection connection = root.duplicate();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  private DuckDBConnection duplicate(EngineSettings settings) {
    try {
      return settled.duplicate(settings);
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  /// Lets the instance go once the last connection is closed too.
  @Override
  public void close() {
    try {
      repeated.close();
      parser.close();
      describer.close();
      settled.close();
      root.close();
      deleteSpill();
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  private void deleteSpill() {
    if (!Files.exists(spill)) {
      return;
    }
    try (Stream<Path> files = Files.walk(spill)) {
      List<Path> deepestFirst = new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList());
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the spill folder cannot be deleted", e);
    }
  }
}

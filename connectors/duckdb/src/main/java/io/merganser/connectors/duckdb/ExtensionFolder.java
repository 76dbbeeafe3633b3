package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of DuckDB extensions. A file lies in it directly, or as DuckDB itself lays them out:
/// `v1.5.5/linux_amd64/postgres_scanner.duckdb_extension`. The engine takes extensions from nowhere
/// else, and DuckDB refuses one whose signature or version is not right. [ExtensionFetcher] fills
/// it.
///
/// @param path need not exist
public record ExtensionFolder(Path path) {
  static final String SUFFIX = ".duckdb_extension";
  private static final String NAME = "[a-z0-9_]{1,64}";

  /// Names of the extensions that are there, sorted.
  public List<String> names() {
    return Stream.of(path, versionFolder(), platformFolder())
        .flatMap(folder -> list(folder).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The file of an extension; the one that fits this engine before one that lies about.
  public Optional<Path> find(String name) {
    String file = checked(name) + SUFFIX;
    return Stream.of(platformFolder(), versionFolder(), path)
        .map(folder -> folder.resolve(file).toAbsolutePath())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /// The file of an extension.
  ///
  /// @throws QueryException with [ConnectorError#EXTENSION_MISSING] if it is not there
  public Path require(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  static QueryException missing(String name) {
    return new QueryException(
        ConnectorError.EXTENSION_MISSING,
        "the DuckDB extension `" + name + "` is not there",
        null,
        "run `./merganser extensions fetch`, or set mode: direct",
        null);
  }

  /// Where the extensions of this engine's version and platform belong.
  public Path platformFolder() {
    return versionFolder().resolve(Engine.CURRENT.platform);
  }

  private Path versionFolder() {
    return path.resolve(Engine.CURRENT.version);
  }

  /// The version as DuckDB names folders by it, e.g. `v1.5.5`.
  public static String engineVersion() {
    return Engine.CURRENT.version;
  }

  /// The platform as DuckDB names folders by it, e.g. `linux_amd64`.
  public static String enginePlatform() {
    return Engine.CURRENT.platform;
  }

  static String checked(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("no such extension: " + name);
    }
    return name;
  }

  private static List<String> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .filter(name -> name.matches(NAME))
          .toList();
    } catch (IOException e) {
      throw new QueryException(
          ConnectorError.EXTENSION_MISSING,
          "the folder of extensions cannot be read",
          null,
          null,
          e);
    }
  }

  /// Asked once, of the engine itself.
  private record Engine(String version, String platform) {
    static final Engine CURRENT = ask();

    private static Engine ask() {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        return new Engine(text(statement, "SELECT version()"), text(statement, "PRAGMA platform"));
      } catch (SQLException e) {
        throw EngineErrors.translate(e);
      }
    }

    private static String text(Statement statement, String sql) throws SQLException {
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}

package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Fills an [ExtensionFolder]: from a folder that somebody copied, then DuckDB's own repository,
/// then a Python package index by way of `pip`, which holds the same signed files. A file is kept
/// only if DuckDB loads it, signature and version checked; a server never fetches while it serves.
public final class ExtensionFetcher {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration DOWNLOAD = Duration.ofMinutes(5);

  private final ExtensionFolder folder;
  private final @Nullable Path copied;
  private boolean repositoryAnswers = true;

  public ExtensionFetcher(Path folder) {
    this(new ExtensionFolder(folder), null);
  }

  private ExtensionFetcher(ExtensionFolder folder, @Nullable Path copied) {
    this.folder = folder;
    this.copied = copied;
  }

  /// One that looks into `directory` first; laid out flat or as DuckDB does.
  public ExtensionFetcher from(Path directory) {
    return new ExtensionFetcher(folder, directory);
  }

  /// Gets what is not there yet; goes on when one cannot be had.
  ///
  /// @param names DuckDB's names, e.g. `postgres_scanner`
  /// @param progress gets a line for whatever is tried
  /// @throws QueryException with [ConnectorError#EXTENSION_MISSING] that names those not obtained
  public void fetch(List<String> names, Consumer<String> progress) {
    names.forEach(ExtensionFolder::checked);
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!fetchOne(name, progress)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw new QueryException(
          ConnectorError.EXTENSION_MISSING,
          "these DuckDB extensions could not be had: " + String.join(", ", missing),
          null,
          "copy the files of DuckDB "
              + ExtensionFolder.engineVersion()
              + " for "
              + ExtensionFolder.enginePlatform()
              + " from another machine and name their folder with --from",
          null);
    }
  }

  private boolean fetchOne(String name, Consumer<String> progress) {
    if (folder.find(name).isPresent()) {
      progress.accept(name + ": is there");
      return true;
    }
    List<Way> ways =
        List.of(
            new Way("the folder", this::fromFolder),
            new Way("extensions.duckdb.org", this::fromRepository),
            new Way("the Python package index", this::fromPackageIndex));
    for (Way way : ways) {
      try (Scratch scratch = new Scratch(folder.platformFolder())) {
        Path file = scratch.path.resolve(name + ExtensionFolder.SUFFIX);
        Optional<String> problem = way.fetch.into(name, file);
        if (problem.isEmpty()) {
          problem = refused(file);
        }
        if (problem.isEmpty()) {
          Path target = folder.platformFolder().resolve(file.getFileName());
          Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
          progress.accept(name + ": fetched from " + way.name);
          return true;
        }
        if (!problem.get().isEmpty()) {
          progress.accept(name + ": not from " + way.name + ": " + problem.get());
        }
      } catch (IOException e) {
        progress.accept(name + ": not from " + way.name + ": " + reason(e));
      }
    }
    return false;
  }

  private Optional<String> fromFolder(String name, Path file) throws IOException {
    if (copied == null) {
      return Optional.of("");
    }
    Optional<Path> found = new ExtensionFolder(copied).find(name);
    if (found.isEmpty()) {
      return Optional.of("it is not in " + copied);
    }
    Files.copy(found.get(), file);
    return Optional.empty();
  }

  private Optional<String> fromRepository(String name, Path file) throws IOException {
    if (!repositoryAnswers) {
      return Optional.of("it does not answer");
    }
    String path =
        String.join(
            "/",
            ExtensionFolder.engineVersion(),
            ExtensionFolder.enginePlatform(),
            name + ExtensionFolder.SUFFIX + ".gz");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://extensions.duckdb.org/" + path))
            .timeout(DOWNLOAD)
            .build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          return Optional.of("it answers " + response.statusCode());
        }
        Files.copy(new GZIPInputStream(body), file);
        return Optional.empty();
      }
    } catch (IOException e) {
      repositoryAnswers = false;
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private Optional<String> fromPackageIndex(String name, Path file) throws IOException {
    Path work = file.resolveSibling("pip");
    Files.createDirectories(work);
    String requirement =
        "duckdb-extension-"
            + name.replace('_', '-')
            + "=="
            + ExtensionFolder.engineVersion().substring(1);
    Path log = work.resolve("pip.log");
    Optional<String> problem = pip(requirement, work, log);
    if (problem.isPresent()) {
      return problem;
    }
    try (Stream<Path> files = Files.list(work)) {
      for (Path wheel : files.filter(path -> path.toString().endsWith(".whl")).toList()) {
        if (unpack(wheel, name + ExtensionFolder.SUFFIX, file)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of("the package " + requirement + " does not hold it");
  }

  private static Optional<String> pip(String requirement, Path work, Path log) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      "python3",
                      "-m",
                      "pip",
                      "download",
                      "--no-deps",
                      "--only-binary=:all:",
                      "--disable-pip-version-check",
                      "--dest",
                      work.toString(),
                      requirement))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return Optional.of("python3 is not installed");
    }
    try {
      if (!process.waitFor(DOWNLOAD.toSeconds(), TimeUnit.SECONDS)) {
        return Optional.of("pip took longer than " + DOWNLOAD.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() == 0) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return Optional.of(
        "pip cannot get " + requirement + (lines.isEmpty() ? "" : ": " + lines.getLast().strip()));
  }

  private static boolean unpack(Path wheel, String name, Path target) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(wheel))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith("/" + name)) {
          Files.copy(zip, target);
          return true;
        }
      }
      return false;
    }
  }

  /// Loads the file into an instance of its own, as the engine would: DuckDB checks its signature
  /// and that it was built for exactly this version.
  private static Optional<String> refused(Path file) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("LOAD " + Names.literal(file.toAbsolutePath().toString()));
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of("DuckDB refuses the file: " + EngineErrors.translate(e).getMessage());
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /// @param fetch puts the file in place or says why not; an empty reason is not worth a line
  private record Way(String name, Fetch fetch) {}

  private interface Fetch {
    Optional<String> into(String name, Path file) throws IOException;
  }

  /// A folder beside the target, so that moving into place is one step.
  private static final class Scratch implements AutoCloseable {
    final Path path;

    Scratch(Path folder) throws IOException {
      Files.createDirectories(folder);
      path = Files.createTempDirectory(folder, ".fetch-");
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}

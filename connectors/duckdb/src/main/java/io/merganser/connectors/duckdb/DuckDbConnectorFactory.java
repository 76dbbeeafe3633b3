package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Sources of type `duckdb`: a DuckDB database file, attached read-only unless declared writable.
/// The file must exist, also if it is writable: a slip in a path must not make an empty database.
public final class DuckDbConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "duckdb";
  }

  @Override
  public OptionsSpec options() {
    return new OptionsSpec(
        List.of(
            new OptionsSpec.Option(
                "path", true, "(?s).+", "the database file; relative paths start at the manifest")),
        Set.of());
  }

  @Override
  public Source create(SourceConfig config) {
    String declared = config.options().get("path");
    if (declared == null) {
      throw new QueryException(
          ConnectorError.SOURCE_MISCONFIGURED, "option `path` is missing: the database file");
    }
    Path file = config.baseDirectory().resolve(declared).toAbsolutePath().normalize();
    return new Source(new DatabaseFile(declared, file, config.readOnly()), null);
  }

  private record DatabaseFile(String declared, Path file, boolean readOnly) implements Attachable {
    @Override
    public Attachment attachment(String alias) {
      if (!Files.isRegularFile(file)) {
        throw new QueryException(
            ConnectorError.SOURCE_MISCONFIGURED,
            "option `path` of source `" + alias + "`: there is no file `" + declared + "`");
      }
      String attach =
          "ATTACH "
              + Names.literal(file.toString())
              + " AS "
              + Names.quote(alias)
              + (readOnly ? " (TYPE duckdb, READ_ONLY)" : " (TYPE duckdb)");
      return new Attachment(List.of(), List.of(attach), List.of(), List.of());
    }

    /// While it is attached read-only, the file's lock keeps other processes from writing it.
    @Override
    public boolean isFrozen() {
      return readOnly;
    }
  }
}

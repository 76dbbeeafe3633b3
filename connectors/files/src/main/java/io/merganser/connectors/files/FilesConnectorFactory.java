package io.merganser.connectors.files;

import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sources of type `files`: a folder whose files are tables of the schema `main`. `sales.parquet`,
/// `sales.csv.gz` and a folder `sales` of files of one format are all the table `sales`; a folder's
/// `key=value` subfolders are columns.
///
/// What is there is looked up when the hub opens: files added later appear when it is opened anew.
/// A file that cannot be read is left out and told in the log, the others stay; two files for one
/// name are a mistake that nobody may guess about, and fail the source. A file whose columns change
/// afterwards fails the statements that read it.
public final class FilesConnectorFactory implements ConnectorFactory {

  @Override
  public String type() {
    return "files";
  }

  @Override
  public OptionsSpec options() {
    return new OptionsSpec(
        List.of(
            new OptionsSpec.Option(
                "path",
                true,
                "(?s).+",
                "the folder of the files; relative paths start at the manifest")),
        Set.of());
  }

  @Override
  public Source create(SourceConfig config) {
    String declared = config.options().get("path");
    if (declared == null) {
      throw new QueryException(
          ConnectorError.SOURCE_MISCONFIGURED, "option `path` is missing: the folder of the files");
    }
    Path folder = config.baseDirectory().resolve(declared).toAbsolutePath().normalize();
    return new Source(new FolderOfFiles(declared, folder), null);
  }

  private record FolderOfFiles(String declared, Path folder) implements Attachable {
    private static final Logger log = LoggerFactory.getLogger(FilesConnectorFactory.class);

    @Override
    public Attachment attachment(String alias) {
      Path root = realFolder(alias);
      List<String> setup = new ArrayList<>();
      setup.add("ATTACH ':memory:' AS " + Names.quote(alias));
      try (TableReader reader = TableReader.open(root)) {
        Map<String, FolderScan.DataTable> tables = FolderScan.scan(alias, root);
        tables.forEach((name, table) -> {
          Optional<String> select = reader.select(table);
          if (select.isPresent()) {
            setup.add(view(alias, name, select.get()));
          } else {
            log.atWarn()
                .addKeyValue("source", alias)
                .addKeyValue("table", name)
                .log("left out a table whose files cannot be read");
          }
        });
      }
      return new Attachment(List.of(), setup, List.of(), List.of(root));
    }

    private static String view(String alias, String name, String select) {
      return "CREATE VIEW " + Names.quote(alias) + ".main." + Names.quote(name) + " AS " + select;
    }

    private Path realFolder(String alias) {
      if (!Files.isDirectory(folder)) {
        throw misconfigured(alias, "there is no folder `" + declared + "`");
      }
      try {
        Path root = folder.toRealPath();
        if (FolderScan.readsAsPattern(root)) {
          throw misconfigured(alias, "`" + declared + "` holds one of * ? [ ] { } \\");
        }
        return root;
      } catch (IOException e) {
        throw misconfigured(alias, "the folder `" + declared + "` cannot be read");
      }
    }

    private static QueryException misconfigured(String alias, String what) {
      return new QueryException(
          ConnectorError.SOURCE_MISCONFIGURED, "option `path` of source `" + alias + "`: " + what);
    }
  }
}

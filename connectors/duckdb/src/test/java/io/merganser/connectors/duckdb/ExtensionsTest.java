package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {
  @TempDir Path temp;

  @Test
  void findsFilesFlatAndAsTheEngineLaysThemOut() throws IOException {
    ExtensionFolder folder = new ExtensionFolder(temp);
    assertThat(new ExtensionFolder(temp.resolve("nope")).names()).isEmpty();
    Files.writeString(temp.resolve("flat.duckdb_extension"), "");
    Files.writeString(temp.resolve("notes.txt"), "");
    Path deep =
        Files.createDirectories(
            temp.resolve(ExtensionFolder.engineVersion())
                .resolve(ExtensionFolder.enginePlatform()));
    Files.writeString(deep.resolve("deep.duckdb_extension"), "");
    Files.writeString(deep.resolve("flat.duckdb_extension"), "");
    assertThat(folder.names()).containsExactly("deep", "flat");
    assertThat(folder.find("flat")).contains(deep.resolve("flat.duckdb_extension"));
    assertThat(folder.find("other")).isEmpty();
    assertThatThrownBy(() -> folder.require("other"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.EXTENSION_MISSING));
    assertThatThrownBy(() -> folder.find("../flat")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fetchesFromAFolderThatSomebodyCopied() {
    Path copied = TestingExtensions.folderWith("sqlite_scanner");
    List<String> progress = new ArrayList<>();
    new ExtensionFetcher(temp).from(copied).fetch(List.of("sqlite_scanner"), progress::add);
    assertThat(progress).containsExactly("sqlite_scanner: fetched from the folder");
    ExtensionFolder folder = new ExtensionFolder(temp);
    assertThat(folder.names()).containsExactly("sqlite_scanner");
    assertThat(folder.require("sqlite_scanner").getParent()).isEqualTo(folder.platformFolder());
    new ExtensionFetcher(temp).fetch(List.of("sqlite_scanner"), progress::add);
    assertThat(progress).last().isEqualTo("sqlite_scanner: is there");
  }

  @Test
  void keepsNoFileThatTheEngineRefuses() throws IOException {
    Path copied = Files.createDirectory(temp.resolve("copied"));
    Files.writeString(copied.resolve("merganser_forged.duckdb_extension"), "no extension");
    List<String> progress = new ArrayList<>();
    Path target = temp.resolve("target");
    assertThatThrownBy(() ->
            new ExtensionFetcher(target)
                .from(copied)
                .fetch(List.of("merganser_forged"), progress::add))
        .hasMessageContaining("merganser_forged");
    assertThat(progress)
        .hasSize(3)
        .first()
        .asString()
        .startsWith("merganser_forged: not from the folder: DuckDB refuses the file");
    assertThat(new ExtensionFolder(target).names()).isEmpty();
  }
}

package io.merganser.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.connectors.files.FilesConnectorFactory;
import io.merganser.connectors.postgres.PostgresConnectorFactory;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.sqlite.SqliteConnectorFactory;
import io.merganser.planner.settings.SessionSetting;
import io.merganser.server.cli.Cli;
import io.merganser.server.config.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Documents say what is: commands, options, settings and classes that they name exist, and the
/// manifests they show can be read. What they tell to run is run by the tests of the demo.
class DocumentsTest {
  private static final Pattern COMMAND = Pattern.compile("\\./merganser ([a-z]+)([^\\n`|]*)");
  private static final Pattern SUBCOMMAND = Pattern.compile(" ([a-z]+)");
  private static final Pattern OPTION = Pattern.compile("(?<!\\S)--[a-z][a-z-]*");
  private static final Pattern VARIABLE = Pattern.compile("\\bMERGANSER_[A-Z_]+\\b");
  private static final Pattern CLASS = Pattern.compile("`((?:[A-Z][a-z0-9]+)+)(?:[.(][^`]*)?`");

  /// What documents name of others' or of generated code.
  private static final Set<String> NOT_OURS =
      Set.of(
          "Babel",
          "JdbcMeta",
          "JsonHandler",
          "LocalService",
          "MerganserSqlParserImpl",
          "ProtobufHandler",
          "SqlDialect");

  @Test
  void settingsAreFresh() {
    new Document("docs/configuration.md", Setting.documentation()).assertFresh();
  }

  @Test
  void commandsAndTheirOptionsExist() {
    String launcher = Checkout.read("merganser");
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (String file : documents()) {
      Matcher command = COMMAND.matcher(Checkout.read(file));
      while (command.find()) {
        commands++;
        String name = command.group(1);
        if (launcher.contains("\n  " + name + ")\n")) {
          continue;
        }
        String usage = usage(name);
        Matcher sub = SUBCOMMAND.matcher(command.group(2));
        if (usage.contains("[COMMAND]") && sub.lookingAt()) {
          usage = usage(name, sub.group(1));
        }
        if (usage.isEmpty()) {
          wrong.add(file + ": no command " + name + command.group(2));
          continue;
        }
        Matcher option = OPTION.matcher(command.group(2));
        while (option.find()) {
          if (!usage.contains(option.group())) {
            wrong.add(file + ": " + name + " has no " + option.group());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(commands).as("commands in the documents").isGreaterThan(10);
  }

  @Test
  void optionsThatTheReadmeExplainsExist() {
    Matcher option = Pattern.compile("`(--[a-z][a-z-]*)").matcher(Checkout.read("README.md"));
    String all =
        Stream.of("serve", "demo", "sql", "extensions")
                .map(DocumentsTest::usage)
                .collect(Collectors.joining())
            + usage("extensions", "fetch");
    // Java's own, for DBeaver.
    Predicate<String> ours = name -> !name.equals("--add-opens");
    assertThat(option.results().map(found -> found.group(1)).filter(ours))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(all).contains(name));
  }

  @Test
  void variablesExist() {
    Set<String> settings =
        Setting.ALL.stream().map(Setting::environmentName).collect(Collectors.toSet());
    String launcher = Checkout.read("merganser");
    String commands = usage("sql");
    for (String file : documents()) {
      assertThat(VARIABLE.matcher(Checkout.read(file)).results().map(found -> found.group()))
          .as(file)
          .allMatch(name ->
              settings.contains(name) || launcher.contains(name) || commands.contains(name));
    }
  }

  @Test
  void classesExist() {
    String sources =
        Checkout.javaFiles().stream().map(Checkout::read).collect(Collectors.joining("\n"));
    List<String> missing = new ArrayList<>();
    for (String file : documents()) {
      CLASS
          .matcher(Checkout.read(file))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !NOT_OURS.contains(name))
          .filter(name -> SessionSetting.find(name).isEmpty())
          .filter(name ->
              !Pattern.compile("\\b(class|record|interface|enum) " + name + "\\b")
                  .matcher(sources)
                  .find())
          .forEach(name -> missing.add(file + " names " + name));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void sessionSettingsAreListed() {
    String document = Checkout.read("docs/sessions.md");
    for (SessionSetting setting : SessionSetting.values()) {
      String otherwise =
          setting.otherwise().isEmpty() ? "limits.statementTimeout" : setting.otherwise();
      assertThat(document).contains("| `" + setting.written() + "` | `" + otherwise + "` |");
    }
  }

  @Test
  void manifestsCanBeRead() {
    Matcher shown = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(readme());
    assertThat(shown.find()).isTrue();
    assertThat(read(shown.group(1)).tenants()).hasSize(1);
    assertThat(read(Checkout.read("docker/manifest.yaml")).tenants()).isNotEmpty();
  }

  @Test
  void decisionsAreNumberedAndFitAPage() {
    List<String> decisions = Checkout.files(file -> file.startsWith("docs/decisions/"));
    assertThat(decisions).isNotEmpty();
    for (int i = 0; i < decisions.size(); i++) {
      String file = decisions.get(i);
      String text = Checkout.read(file);
      assertThat(file).matches("docs/decisions/%04d-[a-z0-9.-]+\\.md".formatted(i + 1));
      assertThat(text)
          .as(file)
          .startsWith("# " + (i + 1) + ". ")
          .contains("**Context.**", "**Decision.**", "**Consequences.**");
      assertThat(text.lines().count()).as("lines of " + file).isLessThanOrEqualTo(60);
    }
  }

  private static String readme() {
    return Checkout.read("README.md");
  }

  private static Manifest read(String yaml) {
    var types =
        Stream.<ConnectorFactory>of(
                new DuckDbConnectorFactory(),
                new FilesConnectorFactory(),
                new SqliteConnectorFactory(),
                new PostgresConnectorFactory())
            .collect(Collectors.toMap(ConnectorFactory::type, ConnectorFactory::options));
    return new ManifestReader(types).read(yaml);
  }

  private static List<String> documents() {
    return Checkout.files(file -> file.endsWith(".md") && !file.equals("CHANGELOG.md"));
  }

  /// What `--help` prints; empty if there is no such command.
  private static String usage(String... command) {
    StringWriter out = new StringWriter();
    String[] arguments =
        Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new);
    int code = Cli.run(new PrintWriter(out, true), new PrintWriter(new StringWriter()), arguments);
    return code == 0 ? out.toString() : "";
  }
}

package io.merganser.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What tracked files may hold. A rule that reads texts is blunt: what it gets wrong is excepted
/// here by name, with the reason.
class RepositoryTest {
  private static final Set<String> TOP =
      Set.of(
          ".ci",
          ".dockerignore",
          ".gitignore",
          "CHANGELOG.md",
          "README.md",
          "authz",
          "catalog-store",
          "connectors",
          "docker",
          "docs",
          "merganser",
          "planner",
          "pom.xml",
          "server",
          "sql-tests");

  private static final Pattern PRODUCTS =
      Pattern.compile(
          ".*\\.(class|jar|war|zip|gz|aot|jsa|so|dll|dylib|duckdb_extension|duckdb|wal|sqlite|db|log"
              + "|pid|hprof|jfr|iml|swp|orig|rej|bak|tmp)|(.*/)?(target|\\.idea|\\.DS_Store)(/.*)?");

  private static final long MOST_BYTES = 512 << 10;

  /// A call that is refused, and what to use instead.
  private record Banned(String call, String instead, Set<String> except) {
    Banned(String call, String instead) {
      this(call, instead, Set.of());
    }
  }

  private static final String TESTS = "sql-tests/src/test/java/io/merganser/tests/";
  private static final String SERVER = "server/src/main/java/io/merganser/server/";

  private static final List<Banned> BANNED =
      List.of(
          new Banned(
              "\\.to(Lower|Upper)Case\\(\\s*\\)",
              "Names.fold for names, else toLowerCase(Locale.ROOT): Turkish has another i"),
          // What tells a test or a benchmark how to start a second JVM is always there.
          new Banned(
              "System\\.getProperty\\((?!\"java\\.(home|class\\.path)\")",
              "a setting in ServerConfig, or an argument of the command",
              Set.of(
                  SERVER + "cli/SqlCommand.java", // The history of the prompt lies at home.
                  SERVER + "cli/demo/DemoPostgres.java", // PostgreSQL does not run as root.
                  "connectors/duckdb/src/test/java/io/merganser/connectors/duckdb/"
                      + "TestingExtensions.java", // Where a build of another place has them.
                  "connectors/jdbc/src/test/java/io/merganser/connectors/contract/"
                      + "TestingHub.java")),
          new Banned("\\.printStackTrace\\(", "a log line, or let it through"),
          new Banned(
              "Thread\\.sleep\\(",
              "wait for the thing itself; in tests Await.until",
              // gRPC does not say when it has given its buffers back.
              Set.of(SERVER + "flight/FlightServer.java", TESTS + "Await.java")),
          new Banned(
              "new Random\\(\\s*\\)|Math\\.random\\(", "new Random(seed), told when it fails"),
          new Banned("@Disabled\\b", "an assumption that says what is missing"),
          new Banned("\\bStringBuffer\\b", "StringBuilder"));

  /// This file has what it looks for.
  private static List<String> sources() {
    return Checkout.files(
        file -> file.endsWith(".java") && !file.equals(TESTS + "house/RepositoryTest.java"));
  }

  @Test
  void refusesBannedCalls() {
    List<String> found = new ArrayList<>();
    for (Banned banned : BANNED) {
      Pattern pattern = Pattern.compile(banned.call());
      for (String file : sources()) {
        if (!banned.except().contains(file)) {
          occurrences(pattern, file).forEach(at -> found.add(at + "; use " + banned.instead()));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void exceptionsAreStillNeeded() {
    for (Banned banned : BANNED) {
      Pattern pattern = Pattern.compile(banned.call());
      assertThat(banned.except())
          .as("exceptions from " + pattern)
          .allSatisfy(file -> assertThat(occurrences(pattern, file)).isNotEmpty());
    }
  }

  @Test
  void leavesNothingForLater() {
    Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b");
    assertThat(texts().stream().flatMap(file -> occurrences(later, file).stream()))
        .as("do it, or file an issue")
        .isEmpty();
  }

  @Test
  void namesNoFolderOfOneMachine() {
    Pattern machine = Pattern.compile("(?<![\\w}.])/(work|root|tmp/w|home/\\w+|Users/\\w+)/");
    assertThat(texts().stream().flatMap(file -> occurrences(machine, file).stream())).isEmpty();
  }

  @Test
  void hasNoStrayFiles() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String file : Checkout.files()) {
      long bytes = Files.size(Checkout.root().resolve(file));
      if (PRODUCTS.matcher(file).matches()) {
        wrong.add(file + " is made by a build or a tool");
      } else if (!TOP.contains(file.replaceFirst("/.*", ""))) {
        wrong.add(file + " is new at the top: " + TOP);
      } else if (bytes > MOST_BYTES) {
        wrong.add(file + " has " + bytes + " bytes");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packagesAndClassesAreNamedForWhatTheyDo() {
    assertThat(Checkout.javaFiles())
        .noneMatch(file ->
            file.matches(
                ".*/(util|utils|common|core|helper|helpers|impl|base|model|service|dto)/[^/]*"))
        .noneMatch(file -> file.matches(".*(Impl|Util|Utils|Manager|Helper|Helpers)\\.java"));
  }

  /// Who asks may be a person, a program or an operator: authorization knows principals.
  @Test
  void authorizationSpeaksOfPrincipals() {
    Pattern user = Pattern.compile("\\b[Uu]sers?\\b");
    assertThat(
            Checkout.files(file -> file.startsWith("authz/src/main/")).stream()
                .flatMap(file -> user.matcher(Checkout.read(file)).results().map(_ -> file)))
        .as("say principal")
        .isEmpty();
  }

  @Test
  void linksOfDocumentsLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    Pattern link = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)\\s]+)\\)");
    for (String file : Checkout.files(name -> name.endsWith(".md"))) {
      Matcher found = link.matcher(Checkout.read(file));
      while (found.find()) {
        String target = URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
        Path path = Checkout.root().resolve(file).resolveSibling(target.replaceFirst("#.*", ""));
        if (!Files.exists(path)) {
          dead.add(file + " -> " + target);
        } else if (target.contains("#")
            && !headings(path).contains(target.replaceFirst(".*#", ""))) {
          dead.add(file + " -> " + target + " (no such heading)");
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void documentsThatSourcesNameExist() {
    Pattern document = Pattern.compile("\\bdocs/[\\w./-]+\\.md\\b");
    List<String> missing = new ArrayList<>();
    for (String file : texts()) {
      Matcher found = document.matcher(Checkout.read(file));
      while (found.find()) {
        if (!Checkout.files().contains(found.group())) {
          missing.add(file + " names " + found.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> texts() {
    return Checkout.files(file ->
        file.matches(".*\\.(java|md|xml|sql|ftl|fmpp|ya?ml|txt|iq|properties)")
            || file.matches("merganser|\\.ci/run|docker/Dockerfile|\\.gitignore"));
  }

  /// `file:line: text` of each place; comments that document are no calls.
  private static List<String> occurrences(Pattern pattern, String file) {
    List<String> found = new ArrayList<>();
    String[] lines = Checkout.read(file).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].stripLeading().startsWith("///") && pattern.matcher(lines[i]).find()) {
        found.add(file + ":" + (i + 1) + ": " + lines[i].strip());
      }
    }
    return found;
  }

  /// As anchors: lower case, blanks as dashes, no punctuation.
  private static List<String> headings(Path file) {
    return Checkout.read(Checkout.root().relativize(file.normalize()).toString())
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+\\s*", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }
}

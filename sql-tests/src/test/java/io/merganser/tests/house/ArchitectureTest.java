package io.merganser.tests.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows of `docs/architecture.md`. What is excepted is named here, each with its reason.
class ArchitectureTest {
  private static final String SPI = "io.merganser.connectors.spi";
  private static final String JDBC = "io.merganser.connectors.jdbc";
  private static final String DUCKDB = "io.merganser.connectors.duckdb";
  private static final String FILES = "io.merganser.connectors.files";
  private static final String SQLITE = "io.merganser.connectors.sqlite";
  private static final String POSTGRES = "io.merganser.connectors.postgres";
  private static final String AUTHZ = "io.merganser.authz";
  private static final String PARSER = "io.merganser.planner.parser";
  private static final String PLANNER = "io.merganser.planner";
  private static final String CATALOG = "io.merganser.catalog";
  private static final String SERVER = "io.merganser.server";
  private static final String BENCH = "io.merganser.bench";
  private static final String TESTS = "io.merganser.tests";

  /// What each module may use. `files` leans on `duckdb` because the hub reads files itself.
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put(SPI, List.of());
    ARROWS.put(JDBC, List.of(SPI));
    ARROWS.put(DUCKDB, List.of(SPI));
    ARROWS.put(FILES, List.of(SPI, DUCKDB));
    ARROWS.put(SQLITE, List.of(SPI, JDBC));
    ARROWS.put(POSTGRES, List.of(SPI, JDBC));
    ARROWS.put(AUTHZ, List.of(SPI));
    ARROWS.put(PARSER, List.of());
    ARROWS.put(PLANNER, List.of(SPI, AUTHZ, PARSER));
    ARROWS.put(CATALOG, List.of(SPI, AUTHZ));
    ARROWS.put(
        SERVER, List.of(SPI, JDBC, DUCKDB, FILES, SQLITE, POSTGRES, AUTHZ, PLANNER, CATALOG));
    ARROWS.put(BENCH, List.of(SPI, JDBC, DUCKDB, FILES, SQLITE, POSTGRES, AUTHZ, PLANNER, SERVER));
  }

  /// The top package of a module holds its entry and the words that its parts share. The entry uses
  /// the parts and the parts use the words, so the words count as a package of their own.
  private static final Set<String> WORDS =
      Set.of(
          PLANNER + ".Catalogs",
          PLANNER + ".ExecutablePlan",
          PLANNER + ".Fragment",
          PLANNER + ".HubBinder",
          PLANNER + ".HubParser",
          PLANNER + ".LiteralFreeText",
          PLANNER + ".PlannerError",
          PLANNER + ".PlannerErrors",
          PLANNER + ".PlanningContext",
          PLANNER + ".Scope",
          PLANNER + ".SessionTables",
          PLANNER + ".SessionView",
          PLANNER + ".SourceCatalog",
          SERVER + ".ServerError");

  /// The process begins here: it uses the command line, which uses the server.
  private static final String MAIN = SERVER + ".Main";

  /// Calcite's classes that a dialect's printer has in its hands when it overrides a method of
  /// `SqlDialect`; nothing else of a connector may name them.
  private static final Set<String> PRINTERS =
      Set.of(POSTGRES + ".PostgresSqlDialect", SQLITE + ".SqliteSqlPrinter");

  private static final Set<String> IN_THE_HANDS_OF_PRINTERS =
      Set.of(
          "org.apache.calcite.avatica.util.TimeUnitRange",
          "org.apache.calcite.rel.RelFieldCollation",
          "org.apache.calcite.rel.type.RelDataType",
          "org.apache.calcite.sql.SqlAlienSystemTypeNameSpec",
          "org.apache.calcite.sql.SqlBinaryOperator",
          "org.apache.calcite.sql.SqlCall",
          "org.apache.calcite.sql.SqlDataTypeSpec",
          "org.apache.calcite.sql.SqlIntervalQualifier",
          "org.apache.calcite.sql.SqlKind",
          "org.apache.calcite.sql.SqlLiteral",
          "org.apache.calcite.sql.SqlNode",
          "org.apache.calcite.sql.SqlOperator",
          "org.apache.calcite.sql.SqlWriter",
          "org.apache.calcite.sql.fun.SqlStdOperatorTable",
          "org.apache.calcite.sql.parser.SqlParserPos",
          "org.apache.calcite.sql.type.SqlTypeName");

  /// What JavaCC writes has a logger and prints to debug itself; both sleep.
  private static final DescribedPredicate<JavaClass> GENERATED =
      new DescribedPredicate<>("are generated by JavaCC") {
        @Override
        public boolean test(JavaClass type) {
          return outer(type).startsWith(PARSER + ".MerganserSqlParserImpl");
        }
      };

  private static final JavaClasses main = Classes.MAIN;

  @Test
  void readsClassFilesOfThisJava() {
    assertThat(main.stream().map(JavaClass::getName))
        .contains(MAIN, PLANNER + ".QueryPlanner", PARSER + ".MerganserParser", BENCH + ".Bench");
  }

  @Test
  void arrowsPointDown() {
    ARROWS.forEach((module, below) -> {
      Stream<String> others =
          Stream.concat(ARROWS.keySet().stream(), Stream.of(TESTS))
              .filter(other -> !other.equals(module) && !below.contains(other));
      List<String> refused = others.toList();
      noClasses()
          .that(in(module))
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<>("belong to one of " + refused) {
                @Override
                public boolean test(JavaClass used) {
                  return refused.contains(module(used));
                }
              })
          .because("arrows point down; " + module + " may use " + below)
          .check(main);
    });
  }

  @Test
  void everyClassBelongsToAModule() {
    assertThat(main.stream().filter(type -> module(type).isEmpty()).map(JavaClass::getName))
        .as("classes in packages that ARROWS does not know")
        .isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(slice(type));
              }

              @Override
              public String getDescription() {
                return "packages, the words of a module apart";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(main);
  }

  @Test
  void calciteStaysInThePlanner() {
    DescribedPredicate<JavaClass> calcite =
        new DescribedPredicate<>("are Calcite's") {
          @Override
          public boolean test(JavaClass type) {
            return type.getPackageName().startsWith("org.apache.calcite")
                && !type.getPackageName().startsWith("org.apache.calcite.avatica");
          }
        };
    DescribedPredicate<JavaClass> beyondDialects =
        calcite.and(
            new DescribedPredicate<>("more than a dialect") {
              @Override
              public boolean test(JavaClass type) {
                return !type.isAssignableTo("org.apache.calcite.sql.SqlDialect")
                    && !outer(type).equals("org.apache.calcite.sql.SqlDialect");
              }
            });
    noClasses()
        .that(in(SERVER, CATALOG, AUTHZ, BENCH))
        .should()
        .dependOnClassesThat(calcite)
        .check(main);
    noClasses()
        .that(in(SPI, JDBC, DUCKDB, FILES, SQLITE, POSTGRES))
        .and(notNamed(PRINTERS))
        .should()
        .dependOnClassesThat(beyondDialects)
        .check(main);
    noClasses()
        .that(named(PRINTERS))
        .should()
        .dependOnClassesThat(beyondDialects.and(notNamed(IN_THE_HANDS_OF_PRINTERS)))
        .check(main);
  }

  @Test
  void avaticaStaysInItsRoom() {
    noClasses()
        .that(
            new DescribedPredicate<>("are neither Avatica's door nor near Calcite") {
              @Override
              public boolean test(JavaClass type) {
                return !type.getPackageName().equals(SERVER + ".avatica")
                    && !module(type).equals(PLANNER)
                    && !module(type).equals(PARSER)
                    && !module(type).equals(BENCH)
                    && !PRINTERS.contains(outer(type));
              }
            })
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.calcite.avatica.."))
        .check(main);
  }

  @Test
  void guiceOnlyWires() {
    noClasses()
        .that(
            new DescribedPredicate<>("neither wire nor start the server") {
              @Override
              public boolean test(JavaClass type) {
                String name = outer(type);
                return !(name.startsWith(SERVER + ".") && name.endsWith("Module"))
                    && !name.equals(SERVER + ".MerganserServer")
                    && !name.equals(MAIN);
              }
            })
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..")
        .check(main);
  }

  @Test
  void plannerAndAuthorizationDoNotLog() {
    noClasses()
        .that(in(PLANNER, PARSER, AUTHZ))
        .and(DescribedPredicate.not(GENERATED))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..", "ch.qos.logback..")
        .because("they return values and throw")
        .check(main);
  }

  @Test
  void authorizationIsPure() {
    noClasses()
        .that(in(AUTHZ))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.sql..", "java.net..")
        .check(main);
  }

  @Test
  void nobodyPrintsOrExitsButTheCommandLine() {
    noClasses()
        .that(
            new DescribedPredicate<>("are not the command line") {
              @Override
              public boolean test(JavaClass type) {
                return !type.getPackageName().startsWith(SERVER + ".cli")
                    && !GENERATED.test(type)
                    && !module(type).equals(BENCH)
                    && !outer(type).equals(MAIN);
              }
            })
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(main);
  }

  @Test
  void errorsAreEnumsOfTheirModules() {
    classes()
        .that()
        .implement(SPI + ".ErrorCode")
        .should()
        .beEnums()
        .andShould()
        .haveSimpleNameEndingWith("Error")
        .check(main);
  }

  /// Surefire runs `*Test` only and says nothing about what it leaves out.
  @Test
  void testsAreWhereTheyRun() {
    Pattern test =
        Pattern.compile("(?m)^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
    List<String> contracts = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String file : Checkout.javaFiles()) {
      if (file.endsWith("Test.java") || !test.matcher(Checkout.read(file)).find()) {
        continue;
      }
      (file.endsWith("Contract.java") ? contracts : wrong).add(file);
    }
    assertThat(wrong).as("tests that never run; only classes named *Test do").isEmpty();
    for (String contract : contracts) {
      String name = contract.replaceAll(".*/|\\.java", "");
      assertThat(Checkout.javaFiles())
          .as("a *Test, or a contract of one, that runs " + contract)
          .anyMatch(file ->
              file.matches(".*(Test|Contract)\\.java")
                  && Checkout.read(file).contains("extends " + name + " "));
    }
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<String> wrong = new ArrayList<>();
    Checkout.javaFiles().stream()
        .map(file -> file.substring(0, file.lastIndexOf('/')))
        .distinct()
        .forEach(folder -> {
          String own = folder + "/package-info.java";
          String tested = own.replace("/src/test/", "/src/main/");
          String info =
              Checkout.files().contains(own)
                  ? own
                  : Checkout.files().contains(tested) ? tested : "";
          if (info.isEmpty() || !saysWhatItIs(Checkout.read(info))) {
            wrong.add(folder);
          }
        });
    assertThat(wrong)
        .as("packages without a package-info.java with a text and @NullMarked")
        .isEmpty();
  }

  /// The parser's package is the one that is not checked: generated code shares it.
  private static boolean saysWhatItIs(String info) {
    return info.startsWith("/// ")
        && (info.contains("\n@NullMarked\n")
            || info.contains("\n@NullUnmarked\npackage " + PARSER));
  }

  private static String slice(JavaClass type) {
    String name = outer(type);
    if (WORDS.contains(name)) {
      return module(type) + " words";
    }
    return name.equals(MAIN) ? MAIN : type.getPackageName();
  }

  private static String outer(JavaClass type) {
    String name = type.getBaseComponentType().getName();
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  /// The longest prefix that is a module; empty if there is none.
  private static String module(JavaClass type) {
    String name = type.getPackageName() + ".";
    return Stream.concat(ARROWS.keySet().stream(), Stream.of(TESTS))
        .filter(module -> name.startsWith(module + "."))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .orElse("");
  }

  private static DescribedPredicate<JavaClass> in(String... modules) {
    return new DescribedPredicate<>("belong to " + String.join(", ", modules)) {
      @Override
      public boolean test(JavaClass type) {
        return List.of(modules).contains(module(type));
      }
    };
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return new DescribedPredicate<>("are one of " + names) {
      @Override
      public boolean test(JavaClass type) {
        return names.contains(outer(type));
      }
    };
  }

  private static DescribedPredicate<JavaClass> notNamed(Set<String> names) {
    return DescribedPredicate.not(named(names));
  }
}

package io.merganser.tests.openfga;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.Verb;
import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.connectors.spi.TableName;
import io.merganser.server.config.ServerConfig.FgaCredentials;
import io.merganser.server.config.ServerConfig.OpenFgaConfig;
import io.merganser.server.openfga.OpenFga;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we make of lists and batches agrees with what OpenFGA answers about each table, with where
/// the table lies taken as given, for random tuples.
class OpenFgaAgreesTest {
  private static final long SEED = 20_261_121;
  private static final int ROUNDS = 12;
  private static final List<String> USERS = List.of("ann", "zoe");
  private static final List<TableName> TABLES =
      List.of(
          new TableName("sales", "main", "orders"),
          new TableName("sales", "main", "staff"),
          new TableName("sales", "hr", "pay"),
          new TableName("parts", "main", "part"));
  private static final Map<Verb, String> RELATIONS =
      Map.of(Verb.READ, "reader", Verb.WRITE, "writer", Verb.DDL, "admin");
  private static final List<String> OBJECTS =
      List.of(
          "cluster_group:acme/batch",
          "database:acme/main",
          "database:acme/other",
          "catalog:acme/main/sales",
          "catalog:acme/main/parts",
          "schema:acme/main/sales/main",
          "schema:acme/main/sales/hr",
          "table:acme/main/sales/main/orders",
          "table:acme/main/sales/hr/pay",
          "table:acme/main/parts/main/part",
          "table:acme/other/parts/main/part");
  private static final List<String> SUBJECTS =
      List.of("user:acme/ann", "user:acme/zoe", "group:acme/etl#member", "group:acme/no#member");

  @Test
  void onEveryTable(@TempDir Path folder) throws Exception {
    Random random = new Random(SEED);
    try (OpenFgaServer fga = OpenFgaServer.start();
        CatalogStore declared =
            CatalogStore.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")))) {
      declared.apply(
          new ManifestReader(Map.of("duckdb", new DuckDbConnectorFactory().options()))
              .read(Shop.MANIFEST));
      int allowed = 0;
      for (int round = 0; round < ROUNDS; round++) {
        String store = fga.newStore();
        OpenFgaConfig config =
            new OpenFgaConfig(
                URI.create(fga.url()),
                store,
                null,
                null,
                new FgaCredentials.None(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                100,
                null);
        try (OpenFga openFga = new OpenFga(config, declared)) {
          openFga.start();
          Set<String> tuples = tuples(random);
          fga.write(store, tuples.toArray(String[]::new));
          allowed += compare(openFga, fga, store, tuples);
        }
      }
      assertThat(allowed).as("not all are refused").isGreaterThan(ROUNDS);
    }
  }

  private static Set<String> tuples(Random random) {
    Set<String> tuples = new TreeSet<>();
    if (random.nextBoolean()) {
      tuples.add("cluster_group:acme/batch pool database:acme/main");
    }
    for (int i = random.nextInt(6); i >= 0; i--) {
      tuples.add(
          pick(random, SUBJECTS)
              + " "
              + pick(random, new ArrayList<>(new TreeSet<>(RELATIONS.values())))
              + " "
              + pick(random, OBJECTS));
    }
    return tuples;
  }

  private static String pick(Random random, List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static int compare(OpenFga ours, OpenFgaServer theirs, String store, Set<String> tuples)
      throws Exception {
    int allowed = 0;
    for (String user : USERS) {
      EffectiveSet set = ours.permissions().of(new Principal("acme", user, false), "acme", "main");
      for (TableName table : TABLES) {
        List<String> given = given(user, table);
        String object =
            "table:acme/main/" + table.catalog() + "/" + table.schema() + "/" + table.table();
        for (Verb verb : Verb.values()) {
          boolean expected =
              theirs.check(
                  store, "user:acme/" + user + " " + RELATIONS.get(verb) + " " + object, given);
          assertThat(set.allows(verb, table))
              .as("%s %s %s by %s", user, verb, table, tuples)
              .isEqualTo(expected);
          allowed += expected ? 1 : 0;
        }
        assertThat(set.sees(table)).isEqualTo(set.allows(Verb.READ, table));
      }
    }
    return allowed;
  }

  /// Where the table lies, and who is in which group.
  private static List<String> given(String user, TableName table) {
    String catalog = "acme/main/" + table.catalog();
    String schema = catalog + "/" + table.schema();
    List<String> given =
        new ArrayList<>(
            List.of(
                "database:acme/main database catalog:" + catalog,
                "catalog:" + catalog + " catalog schema:" + schema,
                "schema:" + schema + " schema table:" + schema + "/" + table.table()));
    if (user.equals("ann")) {
      given.add("user:acme/ann member group:acme/etl");
    }
    return given;
  }
}

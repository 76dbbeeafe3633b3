package io.merganser.server.openfga;

import io.merganser.authz.Grant;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.Names;
import io.merganser.server.config.ServerConfig.OpenFgaConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What OpenFGA grants, asked for as a whole: one batch of checks for the database and its
/// catalogs, which are known, and beside it a list of the schemas and one of the tables for each
/// relation, which are not. A grant of something reaches all that is within it. Safe for use from
/// any thread.
public final class FgaGrants implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FgaGrants.class);

  /// That a request may have; one is the parent of what is asked about.
  private static final int MOST_GIVEN = 100;

  /// That a server lists unless it is told otherwise; it does not say when there are more.
  private static final int USUAL_LIST = 1_000;

  private final FgaClient client;
  private final FgaStore store;
  private final CatalogStore declared;
  private final boolean groupsAreStored;
  private final AnswerCache<Asked, Granted> answers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public FgaGrants(FgaClient client, FgaStore store, CatalogStore declared, OpenFgaConfig config) {
    this.client = client;
    this.store = store;
    this.declared = declared;
    this.groupsAreStored = config.groupSync() != null;
    this.answers =
        new AnswerCache<>(
            config.cacheTtl(),
            config.cacheSize(),
            asked -> CompletableFuture.supplyAsync(() -> ask(asked), threads));
  }

  /// Of a user of the tenant, in a database of the tenant.
  ///
  /// @param groups that the user is in, taken as given
  /// @throws io.merganser.connectors.spi.QueryException
  ///   [io.merganser.server.ServerError#AUTHORIZATION_UNAVAILABLE]
  Granted of(String tenant, String user, List<String> groups, String database) {
    return client.await(answers.get(new Asked(tenant, user, groups, database)));
  }

  /// Has everything asked for anew: tuples have changed.
  public void forget() {
    answers.clear();
  }

  private Granted ask(Asked asked) {
    store.prepare();
    String user = FgaNames.of(FgaNames.USER, asked.tenant(), asked.user());
    List<Tuple> given = memberships(user, asked);
    String database = FgaNames.of(FgaNames.DATABASE, asked.tenant(), asked.database());
    List<String> catalogs = catalogs(asked);
    CompletableFuture<List<Boolean>> checks =
        client.check(questions(user, given, database, catalogs, asked));
    Map<FgaRelation, CompletableFuture<Set<String>>> schemas = new EnumMap<>(FgaRelation.class);
    Map<FgaRelation, CompletableFuture<Set<String>>> tables = new EnumMap<>(FgaRelation.class);
    for (FgaRelation relation : FgaRelation.values()) {
      schemas.put(relation, client.objects(user, relation.text(), FgaNames.SCHEMA, given));
      tables.put(relation, client.objects(user, relation.text(), FgaNames.TABLE, given));
    }
    Map<Securable, Set<Verb>> verbs = new HashMap<>();
    List<Boolean> allowed = client.await(checks);
    // As the questions go: first the database, then for each relation each catalog.
    Iterator<Boolean> answer = allowed.iterator();
    boolean mayRead = answer.next();
    for (FgaRelation relation : FgaRelation.values()) {
      for (String catalog : catalogs) {
        if (answer.next()) {
          add(verbs, new Securable(catalog, "*", "*"), relation);
        }
      }
      for (List<String> names : within(asked, FgaNames.SCHEMA, schemas.get(relation))) {
        add(verbs, new Securable(names.get(2), names.get(3), "*"), relation);
      }
      for (List<String> names : within(asked, FgaNames.TABLE, tables.get(relation))) {
        add(verbs, new Securable(names.get(2), names.get(3), names.get(4)), relation);
      }
    }
    List<Grant> grants = new ArrayList<>();
    verbs.forEach((on, may) -> grants.add(new Grant(on, may)));
    return new Granted(mayRead, grants);
  }

  /// Whether the database may be read, and then for each relation each catalog, as a part of it.
  private static List<FgaClient.Question> questions(
      String user, List<Tuple> given, String database, List<String> catalogs, Asked asked) {
    List<FgaClient.Question> questions = new ArrayList<>();
    questions.add(
        new FgaClient.Question(new Tuple(user, FgaRelation.READER.text(), database), given));
    for (FgaRelation relation : FgaRelation.values()) {
      for (String name : catalogs) {
        String catalog = FgaNames.of(FgaNames.CATALOG, asked.tenant(), asked.database(), name);
        List<Tuple> facts = new ArrayList<>(given);
        facts.add(new Tuple(database, FgaNames.DATABASE, catalog));
        questions.add(new FgaClient.Question(new Tuple(user, relation.text(), catalog), facts));
      }
    }
    return questions;
  }

  private List<Tuple> memberships(String user, Asked asked) {
    if (asked.groups().size() >= MOST_GIVEN) {
      if (groupsAreStored) {
        return List.of();
      }
      throw FgaErrors.unavailable(
          "OpenFGA takes no user of " + MOST_GIVEN + " groups",
          "authorization.openfga.groupSync",
          null);
    }
    return asked.groups().stream()
        .map(group ->
            new Tuple(user, FgaNames.MEMBER, FgaNames.of(FgaNames.GROUP, asked.tenant(), group)))
        .filter(tuple -> FgaNames.fits(tuple.object()))
        .toList();
  }

  /// Those of the database that OpenFGA can know.
  private List<String> catalogs(Asked asked) {
    Manifest.Database database =
        declared.findDatabase(asked.tenant(), asked.database()).orElse(null);
    if (database == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    if (database.kind() == Manifest.DatabaseKind.DUCKDB_FILE) {
      names.add(database.name());
    }
    database.sources().forEach(source -> names.add(source.alias()));
    return names.stream()
        .filter(name ->
            FgaNames.fits(FgaNames.of(FgaNames.CATALOG, asked.tenant(), asked.database(), name)))
        .toList();
  }

  /// What is listed and lies in the database.
  private List<List<String>> within(
      Asked asked, String type, @Nullable CompletableFuture<Set<String>> listing) {
    Set<String> listed = listing == null ? Set.of() : client.await(listing);
    if (listed.size() >= USUAL_LIST) {
      log.atWarn()
          .addKeyValue("tenant", asked.tenant())
          .addKeyValue("user", asked.user())
          .addKeyValue("type", type)
          .addKeyValue("listed", listed.size())
          .log(
              "OpenFGA may have cut a list short, and what is not listed is not granted: grant"
                  + " what these are in, or raise OPENFGA_LIST_OBJECTS_MAX_RESULTS");
    }
    return listed.stream()
        .flatMap(object -> FgaNames.names(type, object).stream())
        .filter(names -> same(names.get(0), asked.tenant()) && same(names.get(1), asked.database()))
        .toList();
  }

  private static boolean same(String left, String right) {
    return Names.fold(left).equals(Names.fold(right));
  }

  private static void add(Map<Securable, Set<Verb>> verbs, Securable on, FgaRelation relation) {
    verbs.computeIfAbsent(on, _ -> EnumSet.noneOf(Verb.class)).add(relation.verb());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /// All that an answer depends on besides the tuples.
  private record Asked(String tenant, String user, List<String> groups, String database) {
    Asked {
      tenant = Names.fold(tenant);
      user = Names.fold(user);
      groups = List.copyOf(groups);
      database = Names.fold(database);
    }
  }
}

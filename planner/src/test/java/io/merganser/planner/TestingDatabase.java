package io.merganser.planner;

import io.merganser.authz.Authorizer;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Grant;
import io.merganser.authz.Principal;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.connectors.duckdb.BoundStatement;
import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.duckdb.EngineSettings;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.settings.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A real hub with two catalogs, `sales` with the tables of TPC-H and `geo`, and the planner on it.
final class TestingDatabase implements AutoCloseable, Catalogs {
  private static final List<String> SETUP =
      List.of(
          "ATTACH ':memory:' AS sales",
          "CREATE SCHEMA sales.public",
          "CREATE TABLE sales.public.region(r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR)",
          "CREATE TABLE sales.public.nation(n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT,"
              + " n_comment VARCHAR)",
          "CREATE TABLE sales.public.supplier(s_suppkey BIGINT, s_name VARCHAR, s_address VARCHAR,"
              + " s_nationkey BIGINT, s_phone VARCHAR, s_acctbal DECIMAL(12,2), s_comment VARCHAR)",
          "CREATE TABLE sales.public.customer(c_custkey BIGINT, c_name VARCHAR, c_address VARCHAR,"
              + " c_nationkey BIGINT, c_phone VARCHAR, c_acctbal DECIMAL(12,2), c_mktsegment"
              + " VARCHAR, c_comment VARCHAR)",
          "CREATE TABLE sales.public.part(p_partkey BIGINT, p_name VARCHAR, p_mfgr VARCHAR, p_brand"
              + " VARCHAR, p_type VARCHAR, p_size INTEGER, p_container VARCHAR, p_retailprice"
              + " DECIMAL(12,2), p_comment VARCHAR)",
          "CREATE TABLE sales.public.partsupp(ps_partkey BIGINT, ps_suppkey BIGINT, ps_availqty"
              + " INTEGER, ps_supplycost DECIMAL(12,2), ps_comment VARCHAR)",
          "CREATE TABLE sales.public.orders(o_orderkey BIGINT, o_custkey BIGINT, o_orderstatus"
              + " VARCHAR, o_totalprice DECIMAL(12,2), o_orderdate DATE, o_orderpriority VARCHAR,"
              + " o_clerk VARCHAR, o_shippriority INTEGER, o_comment VARCHAR)",
          "CREATE TABLE sales.public.lineitem(l_orderkey BIGINT, l_partkey BIGINT, l_suppkey"
              + " BIGINT, l_linenumber INTEGER, l_quantity DECIMAL(12,2), l_extendedprice"
              + " DECIMAL(12,2), l_discount DECIMAL(12,2), l_tax DECIMAL(12,2), l_returnflag"
              + " VARCHAR, l_linestatus VARCHAR, l_shipdate DATE, l_commitdate DATE, l_receiptdate"
              + " DATE, l_shipinstruct VARCHAR, l_shipmode VARCHAR, l_comment VARCHAR)");

  private final DuckDbEngine hub;
  private final QueryPlanner planner;
  private final Authorizer authorizer = new Authorizer();
  private int binds;

  TestingDatabase(Path temp) {
    this.hub =
        DuckDbEngine.open(
            EngineConfig.of("1GB", 2, temp, null),
            Map.of(
                "sales",
                new Attachment(List.of(), SETUP, List.of(), List.of()),
                "geo",
                new Attachment(
                    List.of(),
                    List.of(
                        "ATTACH ':memory:' AS geo",
                        "CREATE TABLE geo.main.place(id INTEGER, name VARCHAR)"),
                    List.of(),
                    List.of()),
                // A name that DuckDB also has for what a recursive table has so far.
                "recurring",
                new Attachment(
                    List.of(),
                    List.of(
                        "ATTACH ':memory:' AS recurring",
                        "CREATE TABLE recurring.main.secret(id INTEGER)"),
                    List.of(),
                    List.of())));
    this.planner = new QueryPlanner(this::bind, hub::parse, StatementLimits.DEFAULT);
  }

  DuckDbEngine hub() {
    return hub;
  }

  /// How many statements the hub was asked about.
  int binds() {
    return binds;
  }

  ExecutablePlan plan(String sql) {
    return plan(sql, superuser());
  }

  ExecutablePlan plan(String sql, EffectiveSet effectiveSet) {
    PlanningContext context = new PlanningContext(this, effectiveSet, "sales", "public");
    AnalyzedStatement analyzed = planner.analyze(context, planner.parse(sql));
    return planner.plan(authorizer.authorize(effectiveSet, analyzed, Requirements.of(analyzed)));
  }

  /// Runs what recurses deeply, as the server's engine threads do.
  void onBigStack(Runnable work) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, work, "big-stack", 256L << 20);
    thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  static EffectiveSet superuser() {
    return new EffectiveSet(new Principal("acme", "root", true), List.of());
  }

  static EffectiveSet readerOf(String... names) {
    List<Grant> grants = new ArrayList<>();
    for (String name : names) {
      grants.add(new Grant(Securable.parse(name), Set.of(Verb.READ)));
    }
    return new EffectiveSet(new Principal("acme", "reader", false), grants);
  }

  private HubBinder.Binding bind(String sql, SessionSettings settings)
      throws HubBinder.BindException {
    binds++;
    try {
      BoundStatement bound = hub.bind(sql, EngineSettings.of(settings.ofEngine()));
      List<@Nullable DataType> parameters = new ArrayList<>();
      bound.parameters().forEach(type -> parameters.add(type.orElse(null)));
      return new HubBinder.Binding(bound.columns(), parameters);
    } catch (QueryException e) {
      Throwable cause = e.getCause();
      throw new HubBinder.BindException(String.valueOf(cause == null ? e : cause.getMessage()));
    }
  }

  @Override
  public List<String> names() {
    return List.of("sales", "geo", "recurring");
  }

  @Override
  public Optional<SourceCatalog> find(String name) {
    return names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .map(found -> new SourceCatalog(found, hub.catalog(found), true, null));
  }

  @Override
  public long version() {
    return 0;
  }

  @Override
  public void close() {
    hub.close();
  }
}

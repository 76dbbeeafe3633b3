package io.merganser.server.openfga;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes who is in which group to the store, for those who ask OpenFGA without us, and takes out
/// who is not: of all tenants that are declared, and nothing but members of their groups. Decisions
/// of ours do not wait for that, they take the groups as given.
public final class GroupSync implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupSync.class);
  private static final int PAGE = 100;

  private final FgaClient client;
  private final FgaStore store;
  private final CatalogStore declared;
  private final @Nullable Duration period;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("openfga-groups").daemon().factory());

  /// @param period null for never
  public GroupSync(
      FgaClient client, FgaStore store, CatalogStore declared, @Nullable Duration period) {
    this.client = client;
    this.store = store;
    this.declared = declared;
    this.period = period;
  }

  public void start() {
    if (period != null) {
      Future<?> _ =
          timer.scheduleWithFixedDelay(this::tryOnce, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tryOnce() {
    try {
      once();
    } catch (QueryException e) {
      log.atWarn().addKeyValue("why", e.getMessage()).log("groups wait to be written to OpenFGA");
    } catch (RuntimeException e) {
      // The timer would never come again.
      log.atError().setCause(e).log("groups cannot be written to OpenFGA");
    }
  }

  private void once() {
    store.prepare();
    Set<Tuple> wanted = wanted();
    Set<String> tenants = new HashSet<>();
    declared.tenants().forEach(tenant -> tenants.add(Names.fold(tenant.name())));
    Set<Tuple> missing = new LinkedHashSet<>(wanted);
    List<Tuple> surplus = new ArrayList<>();
    String next = null;
    do {
      FgaClient.Page page = client.read(null, null, null, PAGE, next);
      for (Tuple tuple : page.tuples()) {
        if (isMembership(tuple, tenants) && !missing.remove(tuple)) {
          surplus.add(tuple);
        }
      }
      next = page.next();
    } while (!next.isEmpty());
    if (!missing.isEmpty() || !surplus.isEmpty()) {
      client.write(List.copyOf(missing), surplus);
      log.atInfo()
          .addKeyValue("written", missing.size())
          .addKeyValue("removed", surplus.size())
          .log("members of groups brought up to date in OpenFGA");
    }
  }

  private Set<Tuple> wanted() {
    Set<Tuple> wanted = new LinkedHashSet<>();
    for (Manifest.Tenant tenant : declared.tenants()) {
      for (Manifest.User user : tenant.users()) {
        for (String group : user.groups()) {
          String name = FgaNames.of(FgaNames.GROUP, tenant.name(), group);
          if (FgaNames.fits(name)) {
            String who = FgaNames.of(FgaNames.USER, tenant.name(), user.name());
            wanted.add(new Tuple(who, FgaNames.MEMBER, name));
          }
        }
      }
    }
    return wanted;
  }

  private static boolean isMembership(Tuple tuple, Set<String> tenants) {
    return tuple.relation().equals(FgaNames.MEMBER)
        && FgaNames.names(FgaNames.GROUP, tuple.object())
            .filter(names -> tenants.contains(names.getFirst()))
            .isPresent();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

package io.merganser.catalog.store;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.connectors.spi.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What has to be written to get from what is stored to what is settled, in an order in which
/// references always lead somewhere.
final class Differences {
  private final List<Step> steps = new ArrayList<>();
  private final List<Step> removals = new ArrayList<>();
  private @Nullable String tenant;

  private Differences() {}

  /// One change, whose it is, and how to write it.
  ///
  /// @param tenant null for the realm of operators
  record Step(@Nullable String tenant, Change change, Write write) {}

  /// Writes a change.
  interface Write {
    void to(SnapshotWriter writer) throws SQLException;
  }

  static List<Step> between(Snapshot stored, Manifest settled) {
    Differences differences = new Differences();
    for (Manifest.Tenant tenant : settled.tenants()) {
      differences.tenant(stored.tenant(tenant.name()), tenant);
    }
    differences.tenant = null;
    if (settled.system() != null) {
      differences.compare(
          new Kind<>("operator", Manifest.SystemUser::name),
          stored.systemUsers(),
          settled.system().users(),
          user -> writer -> writer.write(user),
          user -> writer -> writer.deleteSystemUser(user.name()));
    }
    // What is gone goes last and in reverse: users before the groups and roles they have.
    differences.steps.addAll(differences.removals.reversed());
    return List.copyOf(differences.steps);
  }

  static List<Step> removal(Manifest.Tenant tenant) {
    Change change = new Change(Change.Action.DELETED, "tenant " + tenant.name());
    return List.of(new Step(tenant.name(), change, writer -> writer.deleteTenant(tenant.name())));
  }

  private void tenant(Manifest.@Nullable Tenant stored, Manifest.Tenant settled) {
    String name = settled.name();
    tenant = name;
    Manifest.Tenant before =
        stored == null
            ? new Manifest.Tenant("", List.of(), List.of(), List.of(), List.of())
            : stored;
    if (!before.name().equals(name)) {
      add(
          stored == null ? Change.Action.CREATED : Change.Action.UPDATED,
          "tenant " + name,
          writer -> writer.write(settled));
    }
    databases(name, before.databases(), settled.databases());
    compare(
        new Kind<>("role " + name + "/", Manifest.Role::name),
        before.roles(),
        settled.roles(),
        role -> writer -> writer.write(name, role),
        role -> writer -> writer.deleteRole(name, role.name()));
    compare(
        new Kind<>("group " + name + "/", Manifest.Group::name),
        before.groups(),
        settled.groups(),
        group -> writer -> writer.write(name, group),
        group -> writer -> writer.deleteGroup(name, group.name()));
    compare(
        new Kind<>("user " + name + "/", Manifest.User::name),
        before.users(),
        settled.users(),
        user -> writer -> writer.write(name, user),
        user -> writer -> writer.deleteUser(name, user.name()));
  }

  private void databases(
      String tenant, List<Manifest.Database> before, List<Manifest.Database> after) {
    compare(
        new Kind<>("database " + tenant + "/", Manifest.Database::name),
        before.stream().map(Manifest.Database::alone).toList(),
        after.stream().map(Manifest.Database::alone).toList(),
        database -> writer -> writer.write(tenant, database),
        database -> writer -> writer.deleteDatabase(tenant, database.name()));
    Map<String, Manifest.Database> stored = Snapshot.byName(before, Manifest.Database::name);
    for (Manifest.Database database : after) {
      Manifest.Database old = stored.get(Names.fold(database.name()));
      String name = database.name();
      compare(
          new Kind<>("source " + tenant + "/" + name + "/", Manifest.Source::alias),
          old == null ? List.of() : old.sources(),
          database.sources(),
          source -> writer -> writer.write(tenant, name, source),
          source -> writer -> writer.deleteSource(tenant, name, source.alias()));
      compare(
          new Kind<>("scope " + tenant + "/" + name + "/", Manifest.Scope::name),
          old == null ? List.of() : old.scopes(),
          database.scopes(),
          scope -> writer -> writer.write(tenant, name, scope),
          scope -> writer -> writer.deleteScope(tenant, name, scope.name()));
    }
  }

  private <T> void compare(
      Kind<T> kind,
      List<T> before,
      List<T> after,
      Function<T, Write> writing,
      Function<T, Write> deleting) {
    NavigableMap<String, T> gone = new TreeMap<>(Snapshot.byName(before, kind.name()));
    for (T one : after) {
      String name = kind.name().apply(one);
      T old = gone.remove(Names.fold(name));
      if (!one.equals(old)) {
        add(
            old == null ? Change.Action.CREATED : Change.Action.UPDATED,
            kind.prefix(name),
            writing.apply(one));
      }
    }
    gone.values()
        .forEach(one ->
            removals.add(
                new Step(
                    tenant,
                    new Change(Change.Action.DELETED, kind.prefix(kind.name().apply(one))),
                    deleting.apply(one))));
  }

  private void add(Change.Action action, String what, Write write) {
    steps.add(new Step(tenant, new Change(action, what), write));
  }

  /// How objects of one kind are called.
  private record Kind<T>(String text, Function<T, String> name) {
    String prefix(String ofOne) {
      return text.endsWith("/") ? text + ofOne : text + " " + ofOne;
    }
  }
}

package io.merganser.server.openfga;

import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.config.ServerConfig.OpenFgaConfig;
import io.merganser.server.permission.Permissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that has to do with OpenFGA, in one piece: who may do what, the tuples, and the groups that
/// are written there. Safe for use from any thread.
public final class OpenFga implements AutoCloseable {
  private final FgaClient client;
  private final FgaStore store;
  private final FgaGrants grants;
  private final GroupSync groups;
  private final Permissions permissions;

  /// @param declared users, groups and databases, and what takes away
  /// @throws io.merganser.server.config.ConfigException if the bootstrap file is not as it should
  ///   be
  public OpenFga(OpenFgaConfig config, CatalogStore declared) {
    this.client = new FgaClient(config);
    this.store = new FgaStore(client, config);
    this.grants = new FgaGrants(client, store, declared, config);
    this.groups = new GroupSync(client, store, declared, config.groupSync());
    this.permissions = new FgaPermissions(declared, grants);
  }

  /// Makes the store ready, and begins to write groups if it should.
  public void start() {
    store.start();
    groups.start();
  }

  public Permissions permissions() {
    return permissions;
  }

  /// A page of tuples.
  ///
  /// @param object of all objects if null, and then the others are null too; a type with a `:`
  ///   alone needs a user
  /// @param next from the page before; null for the first
  /// @throws QueryException [io.merganser.server.ServerError#INVALID_REQUEST] for what OpenFGA does
  ///   not take
  public FgaClient.Page tuples(
      @Nullable String user,
      @Nullable String relation,
      @Nullable String object,
      int size,
      @Nullable String next) {
    store.prepare();
    try {
      return client.read(user, relation, object, size, next);
    } catch (QueryException e) {
      throw FgaErrors.refused(e);
    }
  }

  /// Writes and deletes tuples, up to a hundred in one transaction. When it returns, decisions here
  /// are made anew.
  ///
  /// @throws QueryException [io.merganser.server.ServerError#INVALID_REQUEST] for tuples that the
  ///   model has no place for
  public void change(List<Tuple> writes, List<Tuple> deletes) {
    store.prepare();
    try {
      client.write(writes, deletes);
    } catch (QueryException e) {
      throw FgaErrors.refused(e);
    } finally {
      // Also where it failed: it may have been done all the same.
      grants.forget();
    }
  }

  @Override
  public void close() {
    groups.close();
    grants.close();
    client.close();
  }
}

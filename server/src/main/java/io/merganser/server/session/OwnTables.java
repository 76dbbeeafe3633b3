package io.merganser.server.session;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.Scratch;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.Catalogs;
import io.merganser.planner.SessionTables;
import io.merganser.planner.SessionView;
import io.merganser.planner.SourceCatalog;
import io.merganser.server.ServerError;
import io.merganser.server.database.CachedConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The temporary tables of a session: a catalog of the hub that only this session's statements are
/// told of; and its temporary views, which no engine knows. Safe for use from any thread.
final class OwnTables implements SessionTables, AutoCloseable {
  private static final int MOST_VIEWS = 1000;

  private final DuckDbEngine hub;
  private final Catalogs shared;
  private @Nullable Scratch scratch;
  private volatile @Nullable WithOwn catalogs;
  private volatile Map<String, SessionView> views = Map.of();
  private boolean closed;

  OwnTables(DuckDbEngine hub, Catalogs shared) {
    this.hub = hub;
    this.shared = shared;
  }

  @Override
  public Catalogs catalogs() {
    Catalogs own = catalogs;
    return own == null ? shared : own;
  }

  @Override
  public synchronized SourceCatalog open() {
    WithOwn known = catalogs;
    if (known != null) {
      return known.own;
    }
    if (closed) {
      throw new IllegalStateException("the session has ended");
    }
    Scratch made = hub.scratch();
    CachedConnector tables = CachedConnector.untilForgotten(made.metadata());
    OwnMetadata metadata = new OwnMetadata(made.name(), tables, () -> views.values());
    WithOwn opened =
        new WithOwn(
            shared,
            new SourceCatalog(made.name(), metadata, true, false, false, null, true),
            tables);
    scratch = made;
    catalogs = opened;
    return opened.own;
  }

  /// Told when a table of the session's own was made, altered or dropped.
  void changed() {
    WithOwn own = catalogs;
    if (own != null) {
      own.tables.forget();
      own.changes.incrementAndGet();
    }
  }

  @Override
  public Optional<SessionView> view(String name) {
    return Optional.ofNullable(views.get(Names.fold(name)));
  }

  /// Makes a view, or another one in its place.
  ///
  /// @throws QueryException [ConnectorError#ALREADY_EXISTS], or if there are too many
  synchronized void create(SessionView view, SessionView.Mode mode) {
    boolean taken = view(view.name()).isPresent();
    if (taken && mode == SessionView.Mode.IF_ABSENT) {
      return;
    }
    boolean table = !taken && open().metadata().findTable("main", view.name()).isPresent();
    if (table || (taken && mode == SessionView.Mode.NEW)) {
      throw new QueryException(
          ConnectorError.ALREADY_EXISTS,
          "a temporary " + (table ? "table" : "view") + " `" + view.name() + "` exists already",
          null,
          table ? "choose another name" : "CREATE OR REPLACE TEMP VIEW puts another in its place",
          null);
    }
    if (!taken && views.size() == MOST_VIEWS) {
      throw new QueryException(
          ServerError.TOO_MANY_VIEWS,
          "the session has " + MOST_VIEWS + " temporary views",
          null,
          "drop some",
          null);
    }
    Map<String, SessionView> all = new HashMap<>(views);
    all.put(Names.fold(view.name()), view);
    views = Map.copyOf(all);
    changed();
  }

  /// Drops a view if it is there.
  synchronized void drop(String view) {
    Map<String, SessionView> all = new HashMap<>(views);
    all.remove(Names.fold(view));
    views = Map.copyOf(all);
    changed();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Scratch open = scratch;
    if (open != null) {
      scratch = null;
      catalogs = null;
      views = Map.of();
      open.close();
    }
  }

  /// The shared catalogs and the session's own. Plans are cached by the identity of this, so that
  /// one that names the own catalog is found by no other session.
  private static final class WithOwn implements Catalogs {
    private final Catalogs shared;
    private final SourceCatalog own;
    private final CachedConnector tables;
    private final AtomicLong changes = new AtomicLong();

    WithOwn(Catalogs shared, SourceCatalog own, CachedConnector tables) {
      this.shared = shared;
      this.own = own;
      this.tables = tables;
    }

    @Override
    public List<String> names() {
      return shared.names();
    }

    @Override
    public Optional<SourceCatalog> find(String name) {
      return name.equalsIgnoreCase(SourceCatalog.OF_SESSION) || name.equals(own.name())
          ? Optional.of(own)
          : shared.find(name);
    }

    /// Both only grow.
    @Override
    public long version() {
      return shared.version() + changes.get();
    }

    @Override
    public boolean isWritable(String name) {
      return shared.isWritable(name);
    }

    @Override
    public void changed() {
      shared.changed();
    }
  }
}

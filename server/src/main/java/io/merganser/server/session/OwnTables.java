package io.merganser.server.session;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.Scratch;
import io.merganser.planner.Catalogs;
import io.merganser.planner.SessionTables;
import io.merganser.planner.SourceCatalog;
import io.merganser.server.database.CachedConnector;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The temporary tables of a session: a catalog of the hub that only this session's statements are
/// told of. Safe for use from any thread.
final class OwnTables implements SessionTables, AutoCloseable {
  private final DuckDbEngine hub;
  private final Catalogs shared;
  private @Nullable Scratch scratch;
  private volatile @Nullable WithOwn catalogs;
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
    CachedConnector metadata = CachedConnector.untilForgotten(made.metadata());
    WithOwn opened =
        new WithOwn(
            shared,
            new SourceCatalog(made.name(), metadata, true, false, false, null, true),
            metadata);
    scratch = made;
    catalogs = opened;
    return opened.own;
  }

  /// Told when a table of the session's own was made, altered or dropped.
  void changed() {
    WithOwn own = catalogs;
    if (own != null) {
      own.metadata.forget();
      own.changes.incrementAndGet();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Scratch open = scratch;
    if (open != null) {
      scratch = null;
      catalogs = null;
      open.close();
    }
  }

  /// The shared catalogs and the session's own. Plans are cached by the identity of this, so that
  /// one that names the own catalog is found by no other session.
  private static final class WithOwn implements Catalogs {
    private final Catalogs shared;
    private final SourceCatalog own;
    private final CachedConnector metadata;
    private final AtomicLong changes = new AtomicLong();

    WithOwn(Catalogs shared, SourceCatalog own, CachedConnector metadata) {
      this.shared = shared;
      this.own = own;
      this.metadata = metadata;
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

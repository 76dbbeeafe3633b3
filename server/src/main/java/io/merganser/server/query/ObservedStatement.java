package io.merganser.server.query;

import io.merganser.planner.StatementFacts;
import io.merganser.server.session.Session;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A statement as its listeners know it. What is found out about it on its way is added, on the
/// statement's thread; any thread may read.
public final class ObservedStatement {
  private final String id = UUID.randomUUID().toString();
  private final Instant began = Instant.now();
  private final Session session;
  private final String sql;
  private volatile @Nullable StatementFacts facts;
  private volatile long changes;

  ObservedStatement(Session session, String sql) {
    this.session = session;
    this.sql = sql;
  }

  /// Names the statement in logs and for cancelling.
  public String id() {
    return id;
  }

  public Instant began() {
    return began;
  }

  public Session session() {
    return session;
  }

  /// As the client sent it.
  public String sql() {
    return sql;
  }

  /// Null until its names are resolved.
  public @Nullable StatementFacts facts() {
    return facts;
  }

  /// How many rows it has changed.
  public long changes() {
    return changes;
  }

  void isKnown(StatementFacts known) {
    facts = known;
  }

  void hasChanged(long rows) {
    changes = rows;
  }
}

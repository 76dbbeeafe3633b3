package io.merganser.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.planner.Scope;
import io.merganser.planner.StatementLimits;
import io.merganser.server.ServerError;
import io.merganser.server.database.DatabaseSpec;
import io.merganser.server.database.Databases;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.LoginListener;
import io.merganser.server.session.Origin;
import io.merganser.server.session.Session;
import io.merganser.server.session.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the pipeline gives back, whatever fails on the way.
class QueryPipelineTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final EngineThreads threads = new EngineThreads(4);
  private final Revocations revocations = new Revocations(threads);
  private final Deadlines deadlines = new Deadlines(Duration.ofMinutes(1));
  private final QueryMonitor monitor =
      new QueryMonitor(List.of(), ResultLimits.NONE, new Concurrency(1, 1));
  private final QueryPipeline pipeline =
      new QueryPipeline(new PlanExecutor(allocator), monitor, deadlines, revocations);

  @TempDir private Path folder;
  private Databases databases;
  private Sessions sessions;
  private Session session;

  @BeforeEach
  void open() {
    databases =
        new Databases(
            Map.of(),
            EngineConfig.of("1GB", 1, folder.resolve("tmp"), null),
            StatementLimits.DEFAULT,
            _ -> Map.of());
    RunningDatabase database =
        threads.call(() -> databases.open(new DatabaseSpec("acme", "main", null, null, List.of())));
    sessions =
        new Sessions(new OpenGate(database), LoginListener.NONE, Duration.ofMinutes(1), 10, 10);
    session =
        sessions.open(
            new Credentials(
                "ann", new Secret(""), null, null, Origin.of(Origin.Protocol.HTTP, null)));
  }

  @AfterEach
  void close() throws Exception {
    sessions.close(session.id());
    threads.call(
        (Callable<Void>)
            () -> {
              databases.close();
              return null;
            });
    revocations.close();
    deadlines.close();
    threads.close();
    allocator.close();
  }

  @Test
  void whatFailsWithAnErrorGivesItsPlaceBack() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() ->
              threads.call(() -> {
                PreparedQuery query = pipeline.prepare(session, "SELECT 1");
                return pipeline.execute(session, query, new TooMuch());
              }))
          .asInstanceOf(InstanceOfAssertFactories.type(QueryException.class))
          .returns(ServerError.INTERNAL_ERROR, QueryException::code);
    }
    assertThat(monitor.running()).isZero();
  }

  @Test
  void aSessionThatHasEndedBeginsNoTransaction() {
    sessions.close(session.id());
    assertThatThrownBy(() -> threads.call(() -> pipeline.run(session, "BEGIN")))
        .asInstanceOf(InstanceOfAssertFactories.type(QueryException.class))
        .returns(ServerError.SESSION_NOT_FOUND, QueryException::code);
    assertThat(session.transaction().isOpen()).isFalse();
  }

  /// It would count at once, and was meant to be taken back.
  @Test
  void nothingOfATransactionRunsOutsideOfIt() {
    threads.call(
        (Callable<Void>)
            () -> {
              pipeline.run(session, "BEGIN").close();
              return null;
            });
    assertThat(session.transaction().isOpen()).isTrue();
    sessions.close(session.id());
    assertThatThrownBy(() -> session.transaction().take())
        .asInstanceOf(InstanceOfAssertFactories.type(QueryException.class))
        .returns(ServerError.SESSION_NOT_FOUND, QueryException::code);
  }

  /// Values that do not fit into the memory.
  private static final class TooMuch extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw new OutOfMemoryError("as a test");
    }

    @Override
    public int size() {
      throw new OutOfMemoryError("as a test");
    }
  }

  /// Lets everybody in as a superuser.
  private record OpenGate(RunningDatabase database) implements Sessions.Gate {
    @Override
    public Sessions.Admission admit(Credentials credentials) {
      return new Sessions.Admission(identify(credentials), database, null);
    }

    @Override
    public Principal identify(Credentials credentials) {
      return new Principal("acme", credentials.user(), true);
    }

    @Override
    public EffectiveSet effectiveSet(Principal principal, RunningDatabase of) {
      return new EffectiveSet(principal, List.of());
    }

    @Override
    public Scope scope(RunningDatabase of, ScopeName name) {
      throw new IllegalStateException("there are no scopes");
    }
  }
}

package io.merganser.server.flight;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.merganser.server.query.EngineThreads;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Which thread serves a call.
///
/// Each hand-over between threads costs a small statement as much as its run, on a busy machine
/// several times that. So calls that ask for statements come in on the engine threads, which they
/// need anyway, and stay there. Calls that may wait for the client or hash a password must not take
/// one of those and come in on virtual threads; so does every call while all engine threads are
/// taken, to be told so.
final class CallThreads implements Executor, ServerCallExecutorSupplier {
  private static final Set<String> STATEMENTS = Set.of("GetFlightInfo", "GetSchema", "DoGet");

  private final EngineThreads threads;
  private final Executor waiting;

  /// @param waiting for calls that may wait
  CallThreads(EngineThreads threads, Executor waiting) {
    this.threads = threads;
    this.waiting = waiting;
  }

  @Override
  public void execute(Runnable step) {
    if (!threads.tryExecute(step)) {
      waiting.execute(step);
    }
  }

  @Override
  public <Q, R> @Nullable Executor getExecutor(ServerCall<Q, R> call, Metadata headers) {
    String authorization = headers.get(Logins.AUTHORIZATION);
    boolean known =
        authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ");
    String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    return known && STATEMENTS.contains(method) ? null : waiting;
  }
}

package io.merganser.server.flight;

import io.grpc.netty.NettyServerBuilder;
import io.merganser.server.flight.ResultSender.Surroundings;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.session.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves Arrow Flight SQL: JDBC, ADBC and plain Flight clients.
///
/// Calls run as [CallThreads] says, and results leave as [ResultSender] describes.
public final class FlightServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FlightServer.class);

  private static final int MOST_INBOUND_BYTES = 16 << 20;
  private static final int MOST_HEADER_BYTES = 64 << 10;
  private static final int MOST_CALLS_PER_CONNECTION = 1_000;

  /// Unsent bytes per result before we stop reading from the engine.
  private static final int MOST_UNSENT_BYTES = 4 << 20;

  private final Sessions sessions;
  private final QueryPipeline pipeline;
  private final EngineThreads threads;
  private final Metadata metadata;
  private final BufferAllocator parent;
  private final AllHandles handles = new AllHandles(Clock.systemUTC());
  private @Nullable Running running;

  /// @param allocator of the same root as the one that results are allocated from
  public FlightServer(
      Sessions sessions,
      QueryPipeline pipeline,
      EngineThreads threads,
      Metadata metadata,
      BufferAllocator allocator) {
    this.sessions = sessions;
    this.pipeline = pipeline;
    this.threads = threads;
    this.metadata = metadata;
    this.parent = allocator;
  }

  /// Serves from now on.
  ///
  /// @param port 0 for any that is free
  /// @param tls null to serve without encryption
  /// @throws IOException if the port is taken or the certificate cannot be read
  public synchronized void start(String host, int port, @Nullable Tls tls) throws IOException {
    if (running != null) {
      throw new IllegalStateException("started already");
    }
    BufferAllocator allocator = parent.newChildAllocator("flight", 0, Long.MAX_VALUE);
    ExecutorService calls =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("flight-", 0).factory());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("flight-timer").factory());
    try {
      Location location =
          tls == null ? Location.forGrpcInsecure(host, port) : Location.forGrpcTls(host, port);
      var builder =
          org.apache.arrow.flight.FlightServer.builder(
                  allocator, location, producer(allocator, timer))
              .executor(calls)
              .maxInboundMessageSize(MOST_INBOUND_BYTES)
              .setMaxHeaderListSize(MOST_HEADER_BYTES)
              .backpressureThreshold(MOST_UNSENT_BYTES)
              .transportHint(
                  "grpc.builderConsumer",
                  (Consumer<NettyServerBuilder>) server -> tune(server, calls));
      if (tls != null) {
        builder.useTls(tls.certificate().toFile(), tls.key().toFile());
      }
      running = new Running(builder.build().start(), allocator, calls, timer);
    } catch (IOException | RuntimeException e) {
      calls.shutdown();
      timer.shutdown();
      allocator.close();
      throw e;
    }
  }

  private SqlProducer producer(BufferAllocator allocator, ScheduledExecutorService timer) {
    Statements statements =
        new Statements(pipeline, handles, new Surroundings(threads, timer, allocator));
    SessionOptions options = new SessionOptions(threads, metadata);
    return new SqlProducer(
        statements,
        new MetadataAnswers(metadata, threads, allocator),
        new SqlInfos(version()),
        new SessionActions(sessions, options, handles, statements),
        allocator);
  }

  private void tune(NettyServerBuilder builder, Executor calls) {
    Logins logins = new Logins(sessions, new SessionOptions(threads, metadata), handles);
    CallThreads callThreads = new CallThreads(threads, calls);
    builder
        .executor(callThreads)
        .callExecutor(callThreads)
        .intercept(logins)
        .addTransportFilter(logins)
        .maxConcurrentCallsPerConnection(MOST_CALLS_PER_CONNECTION)
        // A client that vanished without a word must not hold its results for ever.
        .keepAliveTime(60, TimeUnit.SECONDS)
        .keepAliveTimeout(20, TimeUnit.SECONDS)
        .permitKeepAliveTime(10, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        FlightServer.class.getPackage().getImplementationVersion(), "0.1.0-SNAPSHOT");
  }

  /// The port that is served, also where any free one was asked for.
  public synchronized int port() {
    return started().server().getPort();
  }

  /// How many results are on their way to clients.
  public int runningResults() {
    return handles.running();
  }

  /// Bytes of batches on their way, those that gRPC has not sent yet included.
  public synchronized long allocatedBytes() {
    return started().allocator().getAllocatedMemory();
  }

  private Running started() {
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  /// Takes no more calls, stops what runs and waits for it.
  @Override
  public synchronized void close() {
    if (running == null) {
      return;
    }
    Running stopping = running;
    running = null;
    stopping.server().shutdown();
    handles.cancelAll();
    try {
      // Ends gracefully within 3 seconds or hard within 3 more.
      stopping.server().close();
      awaitResults();
      awaitBuffers(stopping.allocator());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopping.calls().shutdown();
    stopping.timer().shutdown();
    try {
      stopping.allocator().close();
    } catch (IllegalStateException e) {
      log.error("buffers of results were not given back", e);
    }
  }

  private void awaitResults() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (handles.running() > 0 && System.nanoTime() < until) {
      handles.cancelAll();
      Thread.sleep(10);
    }
  }

  /// gRPC gives buffers back some time after the last call has ended.
  private static void awaitBuffers(BufferAllocator allocator) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (allocator.getAllocatedMemory() > 0 && System.nanoTime() < until) {
      Thread.sleep(10);
    }
  }

  /// Where the certificate chain and its key lie, both PEM.
  public record Tls(Path certificate, Path key) {}

  private record Running(
      org.apache.arrow.flight.FlightServer server,
      BufferAllocator allocator,
      ExecutorService calls,
      ScheduledExecutorService timer) {}
}

package io.merganser.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;

/// The least that a Flight server over DuckDB can be, in a process of its own: the limit of what
/// ours can reach on this machine.
final class BareFlight implements AutoCloseable {
  private static final int BATCH = 32_768;
  private static final String READY = "port ";

  private final Process process;
  private final BufferAllocator allocator = new RootAllocator();
  private final FlightClient client;

  private BareFlight(Process process, int port) {
    this.process = process;
    this.client =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build();
  }

  static BareFlight start(Lab lab) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BareFlight.class.getName(),
                    lab.file().toString(),
                    Integer.toString(lab.cores())))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new BareFlight(process, Integer.parseInt(line.substring(READY.length())));
      }
    }
    throw new IOException("the bare Flight server does not start");
  }

  /// With both calls that Flight SQL takes: one asks for a ticket, the other for its rows.
  FlightPeer.Read ask(String sql) throws Exception {
    FlightInfo info =
        client.getInfo(FlightDescriptor.command(sql.getBytes(StandardCharsets.UTF_8)));
    return read(info.getEndpoints().getFirst().getTicket());
  }

  FlightPeer.Read read(String sql) throws Exception {
    return read(new Ticket(sql.getBytes(StandardCharsets.UTF_8)));
  }

  // Interrupted only when the whole benchmark is.
  @SuppressWarnings("try")
  private FlightPeer.Read read(Ticket ticket) throws Exception {
    long rows = 0;
    long bytes = 0;
    try (FlightStream stream = client.getStream(ticket)) {
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
        bytes +=
            stream.getRoot().getFieldVectors().stream().mapToLong(v -> v.getBufferSize()).sum();
      }
    }
    return new FlightPeer.Read(rows, bytes);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    allocator.close();
  }

  /// The server.
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("threads", arguments[1]);
    properties.setProperty("jdbc_stream_results", "true");
    BufferAllocator allocator = new RootAllocator();
    Connection connection =
        DriverManager.getConnection("jdbc:duckdb:" + Path.of(arguments[0]), properties);
    Location location = Location.forGrpcInsecure("127.0.0.1", 0);
    FlightServer server =
        FlightServer.builder(allocator, location, new Producer(connection, allocator))
            .build()
            .start();
    System.out.println(READY + server.getPort());
    server.awaitTermination();
  }

  private static final class Producer extends NoOpFlightProducer {
    private final Connection connection;
    private final BufferAllocator allocator;

    Producer(Connection connection, BufferAllocator allocator) {
      this.connection = connection;
      this.allocator = allocator;
    }

    /// Looks at nothing: a ticket is the text.
    @Override
    public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
      FlightEndpoint endpoint = new FlightEndpoint(new Ticket(descriptor.getCommand()));
      return new FlightInfo(new Schema(List.of()), descriptor, List.of(endpoint), -1, -1);
    }

    @Override
    public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
      BackpressureStrategy room = new BackpressureStrategy.CallbackBackpressureStrategy();
      room.register(listener);
      Thread.ofPlatform().start(() -> stream(ticket, listener, room));
    }

    private void stream(Ticket ticket, ServerStreamListener listener, BackpressureStrategy room) {
      String sql = new String(ticket.getBytes(), StandardCharsets.UTF_8);
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql);
          ArrowReader reader =
              (ArrowReader)
                  result.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, BATCH)) {
        listener.setUseZeroCopy(true);
        listener.start(reader.getVectorSchemaRoot());
        while (reader.loadNextBatch()) {
          if (room.waitForListener(0) != BackpressureStrategy.WaitResult.READY) {
            return;
          }
          listener.putNext();
        }
        listener.completed();
      } catch (Exception e) {
        listener.error(CallStatus.INTERNAL.withCause(e).toRuntimeException());
      }
    }
  }
}

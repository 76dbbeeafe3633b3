package io.merganser.bench;

import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// A Flight SQL client that keeps its channel and login.
final class FlightPeer implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final FlightClient channel;
  private final FlightSqlClient client;
  private final CredentialCallOption token;

  FlightPeer(ServerProcess server) {
    this.channel =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", server.flightPort()))
            .build();
    this.client = new FlightSqlClient(channel);
    this.token =
        channel
            .authenticateBasicToken(ServerProcess.USER, ServerProcess.PASSWORD)
            .orElseThrow(() -> new IllegalStateException("the server gives no token"));
  }

  /// Rows and bytes of an answer that was read to its end.
  record Read(long rows, long bytes) {}

  // Interrupted only when the whole benchmark is.
  @SuppressWarnings("try")
  Read read(String sql) throws Exception {
    FlightInfo info = client.execute(sql, token);
    long rows = 0;
    long bytes = 0;
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      try (FlightStream stream = client.getStream(endpoint.getTicket(), token)) {
        while (stream.next()) {
          rows += stream.getRoot().getRowCount();
          bytes +=
              stream.getRoot().getFieldVectors().stream().mapToLong(v -> v.getBufferSize()).sum();
        }
      }
    }
    return new Read(rows, bytes);
  }

  @Override
  public void close() {
    try {
      client.close();
      channel.close();
    } catch (Exception e) {
      throw new IllegalStateException("the Flight client does not close", e);
    }
    allocator.close();
  }
}

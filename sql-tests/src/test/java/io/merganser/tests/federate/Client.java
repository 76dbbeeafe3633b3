package io.merganser.tests.federate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.auth2.BasicAuthCredentialWriter;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// A user of one database over Flight SQL.
@SuppressWarnings("try") // Flight's close may be interrupted.
public final class Client implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final FlightClient channel;
  private final FlightSqlClient client;
  private final CallOption[] options;

  public Client(int port, String database) {
    this.channel =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build();
    this.client = new FlightSqlClient(channel);
    CallHeaders headers = new FlightCallHeaders();
    headers.insert("database", database);
    headers.insert("tenant", "demo");
    this.options =
        new CallOption[] {
          new CredentialCallOption(new BasicAuthCredentialWriter("analyst", "secret")),
          new HeaderCallOption(headers)
        };
  }

  public Answer query(String sql) throws Exception {
    return read(client.execute(sql, options));
  }

  /// Runs a prepared statement.
  public Answer query(String sql, List<? extends @Nullable Object> values) throws Exception {
    if (values.isEmpty()) {
      return query(sql);
    }
    try (PreparedStatement prepared = client.prepare(sql, options)) {
      List<FieldVector> vectors = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        vectors.add(vector("p" + i, values.get(i)));
      }
      try (VectorSchemaRoot root = new VectorSchemaRoot(vectors)) {
        root.setRowCount(1);
        prepared.setParameters(root);
        Answer answer = read(prepared.execute(options));
        prepared.close(options);
        return answer;
      }
    }
  }

  private FieldVector vector(String name, @Nullable Object value) {
    FieldVector vector =
        switch (value) {
          case null -> {
            VarCharVector none = new VarCharVector(name, allocator);
            none.allocateNew(1);
            none.setNull(0);
            yield none;
          }
          case Integer number -> {
            IntVector one = new IntVector(name, allocator);
            one.allocateNew(1);
            one.set(0, number);
            yield one;
          }
          case Long number -> {
            BigIntVector one = new BigIntVector(name, allocator);
            one.allocateNew(1);
            one.set(0, number);
            yield one;
          }
          case Double number -> {
            Float8Vector one = new Float8Vector(name, allocator);
            one.allocateNew(1);
            one.set(0, number);
            yield one;
          }
          case BigDecimal number -> {
            DecimalVector one = new DecimalVector(name, allocator, 38, number.scale());
            one.allocateNew(1);
            one.set(0, number);
            yield one;
          }
          case LocalDate date -> {
            DateDayVector one = new DateDayVector(name, allocator);
            one.allocateNew(1);
            one.set(0, Math.toIntExact(date.toEpochDay()));
            yield one;
          }
          default -> {
            VarCharVector one = new VarCharVector(name, allocator);
            one.allocateNew(1);
            one.setSafe(0, value.toString().getBytes(StandardCharsets.UTF_8));
            yield one;
          }
        };
    vector.setValueCount(1);
    return vector;
  }

  private Answer read(FlightInfo info) throws Exception {
    try (FlightStream stream =
        client.getStream(info.getEndpoints().getFirst().getTicket(), options)) {
      List<String> columns = Answer.columns(stream.getSchema());
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (stream.next()) {
        Answer.collect(stream.getRoot(), rows);
      }
      return new Answer(columns, rows);
    }
  }

  /// Starts a statement whose rows are read later.
  Running start(String sql) {
    FlightInfo info = client.execute(sql, options);
    return new Running(info, client.getStream(info.getEndpoints().getFirst().getTicket(), options));
  }

  /// A statement under way.
  final class Running implements AutoCloseable {
    private final FlightInfo info;
    private final FlightStream stream;

    private Running(FlightInfo info, FlightStream stream) {
      this.info = info;
      this.stream = stream;
    }

    void cancel() {
      client.cancelFlightInfo(new CancelFlightInfoRequest(info), options);
    }

    /// Reads it to its end.
    void drain() {
      while (stream.next()) {
        stream.getRoot().clear();
      }
    }

    @Override
    public void close() throws Exception {
      stream.close();
    }
  }

  /// Runs a statement without parameters as a prepared one.
  public Answer prepared(String sql) throws Exception {
    try (PreparedStatement prepared = client.prepare(sql, options)) {
      Answer answer = read(prepared.execute(options));
      prepared.close(options);
      return answer;
    }
  }

  /// The lines of a statement's plan.
  List<String> explain(String sql) throws Exception {
    return query("EXPLAIN " + sql).rows().stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  @Override
  public void close() throws Exception {
    client.close();
    channel.close();
    allocator.close();
  }
}

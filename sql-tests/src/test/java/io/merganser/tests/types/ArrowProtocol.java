package io.merganser.tests.types;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.auth2.BasicAuthCredentialWriter;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.duckdb.DuckDBConnection;

/// Arrow over Flight, read by what knows Arrow best: another DuckDB, as Python or R would.
@SuppressWarnings("try") // Flight's close may be interrupted.
final class ArrowProtocol implements Protocol {
  private final BufferAllocator allocator = new RootAllocator();
  private final FlightSqlClient client;
  private final Connection reader;
  private final CallOption login =
      new CredentialCallOption(new BasicAuthCredentialWriter("admin", "secret"));

  ArrowProtocol(int port, Connection reader) {
    this.client =
        new FlightSqlClient(
            FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build());
    this.reader = reader;
  }

  @Override
  public String name() {
    return "arrow";
  }

  @Override
  public Seen ask(String sql) throws Exception {
    byte[] stream;
    String column;
    try (FlightStream flight = stream(client.execute(sql, login))) {
      column = name(flight.getSchema().getFields().getFirst());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ArrowStreamWriter writer = new ArrowStreamWriter(flight.getRoot(), null, bytes)) {
        while (flight.next()) {
          writer.writeBatch();
        }
      }
      stream = bytes.toByteArray();
    }
    return new Seen(column, read(stream));
  }

  /// The very batch that came is sent back as the parameters.
  @Override
  public List<String> echo(String sql, String withParameters) throws Exception {
    try (FlightStream row = stream(client.execute(sql, login));
        PreparedStatement prepared = client.prepare(withParameters, login)) {
      row.next();
      prepared.setParameters(row.getRoot());
      try (FlightStream echoed = stream(prepared.execute(login))) {
        echoed.next();
        return echoed.getRoot().getFieldVectors().stream()
            .map(vector -> String.valueOf(vector.getObject(0)))
            .toList();
      } finally {
        prepared.close(login);
      }
    }
  }

  private FlightStream stream(FlightInfo info) {
    return client.getStream(info.getEndpoints().getFirst().getTicket(), login);
  }

  /// A type as Arrow's own documents write it.
  private static String name(Field field) {
    String children =
        field.getChildren().stream().map(ArrowProtocol::name).collect(Collectors.joining(", "));
    return switch (field.getType()) {
      case ArrowType.Int type -> (type.getIsSigned() ? "int" : "uint") + type.getBitWidth();
      case ArrowType.FloatingPoint type ->
          type.getPrecision() == FloatingPointPrecision.SINGLE ? "float" : "double";
      case ArrowType.Utf8 _ -> "string";
      case ArrowType.Date _ -> "date32";
      case ArrowType.Decimal type ->
          "decimal128(" + type.getPrecision() + ", " + type.getScale() + ")";
      case ArrowType.Time type -> "time" + type.getBitWidth() + "[" + unit(type.getUnit()) + "]";
      case ArrowType.Timestamp type ->
          "timestamp["
              + unit(type.getUnit())
              + (type.getTimezone() == null ? "" : ", tz=" + type.getTimezone())
              + "]";
      case ArrowType.Interval _ -> "month_day_nano_interval";
      case ArrowType.List _ -> "list<" + children + ">";
      case ArrowType.FixedSizeList type -> "list<" + children + ">[" + type.getListSize() + "]";
      case ArrowType.Struct _ ->
          field.getChildren().stream()
              .map(child -> child.getName() + ": " + name(child))
              .collect(Collectors.joining(", ", "struct<", ">"));
      case ArrowType.Map _ -> "map<" + children + ">";
      default -> field.getType().toString().toLowerCase(Locale.ROOT);
    };
  }

  private static String unit(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> "s";
      case MILLISECOND -> "ms";
      case MICROSECOND -> "us";
      case NANOSECOND -> "ns";
    };
  }

  private List<String> read(byte[] stream) throws Exception {
    try (ArrowStreamReader arrow =
            new ArrowStreamReader(new ByteArrayInputStream(stream), allocator);
        ArrowArrayStream exported = ArrowArrayStream.allocateNew(allocator)) {
      int columns = arrow.getVectorSchemaRoot().getFieldVectors().size();
      Data.exportArrayStream(allocator, arrow, exported);
      reader.unwrap(DuckDBConnection.class).registerArrowStream("answer", exported);
      List<String> values = new ArrayList<>();
      try (Statement statement = reader.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM answer")) {
        if (!row.next()) {
          throw new AssertionError("no row");
        }
        for (int i = 1; i <= columns; i++) {
          values.add(JdbcProtocol.text(row.getString(i)));
        }
      }
      return values;
    }
  }

  @Override
  public void close() throws Exception {
    client.close();
    allocator.close();
  }
}

package io.merganser.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.merganser.server.flight.SessionHandles.Execution;
import io.merganser.server.flight.SessionHandles.Prepared;
import io.merganser.server.session.Session;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.Criteria;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutUpdateResult;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Statements over Flight SQL. Metadata and session actions stand in the classes it extends.
///
/// Every result goes by a ticket of its own, so that binding a prepared statement anew does not
/// change a result whose ticket is out already.
final class SqlProducer extends SessionProducer {
  private final Statements statements;
  private final BufferAllocator allocator;

  SqlProducer(
      Statements statements,
      MetadataAnswers answers,
      SqlInfos infos,
      SessionActions actions,
      BufferAllocator allocator) {
    super(answers, infos, actions);
    this.statements = statements;
    this.allocator = allocator;
  }

  @Override
  public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
    return FlightErrors.guard(() -> super.getFlightInfo(context, command(descriptor)));
  }

  @Override
  public SchemaResult getSchema(CallContext context, FlightDescriptor descriptor) {
    return FlightErrors.guard(() -> super.getSchema(context, command(descriptor)));
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    FlightErrors.guard(() -> {
      if (!isCommand(ticket)) {
        throw FlightErrors.invalid("the ticket is not one of Flight SQL");
      }
      super.getStream(context, ticket, listener);
      return true;
    });
  }

  private static boolean isCommand(Ticket ticket) {
    try {
      return !Any.parseFrom(ticket.getBytes()).getTypeUrl().isEmpty();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  @Override
  public Runnable acceptPut(
      CallContext context, FlightStream stream, StreamListener<PutResult> answers) {
    return FlightErrors.guard(() -> {
      command(stream.getDescriptor());
      Runnable task = super.acceptPut(context, stream, answers);
      return () ->
          FlightErrors.guard(() -> {
            task.run();
            return true;
          });
    });
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    FlightErrors.guard(() -> {
      super.doAction(context, action, listener);
      return true;
    });
  }

  @Override
  public void listFlights(
      CallContext context, Criteria criteria, StreamListener<FlightInfo> listener) {
    // Tickets are private; there is nothing to browse.
    listener.onCompleted();
  }

  private static FlightDescriptor command(FlightDescriptor descriptor) {
    if (!descriptor.isCommand()) {
      throw FlightErrors.invalid("only commands of Flight SQL are served, no paths");
    }
    return descriptor;
  }

  @Override
  public void createPreparedStatement(
      ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    Session session = Logins.session();
    checkTransaction(session, request.hasTransactionId(), request.getTransactionId());
    Prepared prepared = statements.prepare(session, request.getQuery());
    Schema parameters = ResultSchema.ofParameters(prepared.query().parameterTypes());
    ActionCreatePreparedStatementResult result =
        ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(ByteString.copyFromUtf8(statements.keep(session, prepared)))
            .setDatasetSchema(ByteString.copyFrom(prepared.schema().serializeAsMessage()))
            .setParameterSchema(ByteString.copyFrom(parameters.serializeAsMessage()))
            .build();
    listener.onNext(new Result(Any.pack(result).toByteArray()));
    listener.onCompleted();
  }

  @Override
  public void closePreparedStatement(
      ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    statements.forget(Logins.session(), request.getPreparedStatementHandle().toStringUtf8());
    listener.onCompleted();
  }

  @Override
  public FlightInfo getFlightInfoStatement(
      CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    Session session = Logins.session();
    checkTransaction(session, command.hasTransactionId(), command.getTransactionId());
    return info(session, statements.prepare(session, command.getQuery()), descriptor);
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    Session session = Logins.session();
    return info(session, find(session, command.getPreparedStatementHandle()), descriptor);
  }

  private FlightInfo info(Session session, Prepared prepared, FlightDescriptor descriptor) {
    String ticket = statements.ticket(session, prepared.execution());
    TicketStatementQuery named =
        TicketStatementQuery.newBuilder()
            .setStatementHandle(ByteString.copyFromUtf8(ticket))
            .build();
    // No location: fetch it where you asked.
    FlightEndpoint endpoint = new FlightEndpoint(new Ticket(Any.pack(named).toByteArray()));
    return new FlightInfo(prepared.schema(), descriptor, List.of(endpoint), -1, -1);
  }

  @Override
  public SchemaResult getSchemaStatement(
      CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return new SchemaResult(statements.prepare(Logins.session(), command.getQuery()).schema());
  }

  @Override
  public SchemaResult getSchemaPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return new SchemaResult(find(Logins.session(), command.getPreparedStatementHandle()).schema());
  }

  @Override
  public void getStreamStatement(
      TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    statements.stream(Logins.session(), ticket.getStatementHandle().toStringUtf8(), listener);
  }

  @Override
  public void getStreamPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
    Session session = Logins.session();
    String handle = command.getPreparedStatementHandle().toStringUtf8();
    statements.stream(session, statements.find(session, handle).execution(), handle, listener);
  }

  @Override
  public Runnable acceptPutStatement(
      CommandStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> answers) {
    Session session = Logins.session();
    checkTransaction(session, command.hasTransactionId(), command.getTransactionId());
    return () -> {
      Execution execution = statements.prepare(session, command.getQuery()).execution();
      answerCount(() -> statements.count(session, execution), answers);
    };
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> answers) {
    Session session = Logins.session();
    return () -> {
      Prepared prepared = find(session, command.getPreparedStatementHandle());
      List<List<@Nullable Object>> rows = ParameterValues.read(stream);
      Execution bound = prepared.execution();
      Execution execution =
          rows.isEmpty() ? bound : new Execution(bound.query(), bound.schema(), rows);
      answerCount(() -> statements.count(session, execution), answers);
    };
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> answers) {
    Session session = Logins.session();
    return () -> {
      find(session, command.getPreparedStatementHandle()).bind(ParameterValues.read(stream));
      answers.onCompleted();
    };
  }

  private void answerCount(Supplier<Long> count, StreamListener<PutResult> answers) {
    byte[] result =
        DoPutUpdateResult.newBuilder().setRecordCount(count.get()).build().toByteArray();
    try (ArrowBuf buffer = allocator.buffer(Math.max(1, result.length))) {
      buffer.writeBytes(result);
      answers.onNext(PutResult.metadata(buffer));
    }
    answers.onCompleted();
  }

  private Prepared find(Session session, ByteString handle) {
    return statements.find(session, handle.toStringUtf8());
  }

  /// A session has one transaction, in which all of its statements run; to name another is wrong.
  private static void checkTransaction(Session session, boolean named, ByteString transaction) {
    if (named) {
      session.transaction().require(transaction.toStringUtf8());
    }
  }
}

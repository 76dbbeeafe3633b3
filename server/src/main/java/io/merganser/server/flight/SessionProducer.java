package io.merganser.server.flight;

import com.google.protobuf.ByteString;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.RenewFlightEndpointRequest;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginSavepointRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginSavepointResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginTransactionRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginTransactionResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedSubstraitPlanRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionEndSavepointRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionEndTransactionRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementSubstraitPlan;

/// Actions on sessions, and clear refusals of what Flight SQL has and this server has not.
abstract class SessionProducer extends MetadataProducer {
  private static final String SUBSTRAIT = "a Substrait plan";

  private final SessionActions actions;

  SessionProducer(MetadataAnswers answers, SqlInfos infos, SessionActions actions) {
    super(answers, infos);
    this.actions = actions;
  }

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    answer(actions.set(Logins.session(), request.getSessionOptions()), listener);
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    answer(new GetSessionOptionsResult(actions.get(Logins.session())), listener);
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    actions.close(Logins.session());
    answer(new CloseSessionResult(CloseSessionResult.Status.CLOSED), listener);
  }

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    answer(actions.cancel(Logins.session(), request.getInfo()), listener);
  }

  private static <T> void answer(T value, StreamListener<T> listener) {
    listener.onNext(value);
    listener.onCompleted();
  }

  @Override
  public void renewFlightEndpoint(
      RenewFlightEndpointRequest request,
      CallContext context,
      StreamListener<FlightEndpoint> listener) {
    throw FlightErrors.unsupported("renewing a ticket");
  }

  @Override
  public void beginTransaction(
      ActionBeginTransactionRequest request,
      CallContext context,
      StreamListener<ActionBeginTransactionResult> listener) {
    ByteString id = ByteString.copyFromUtf8(actions.begin(Logins.session()));
    answer(ActionBeginTransactionResult.newBuilder().setTransactionId(id).build(), listener);
  }

  @Override
  public void endTransaction(
      ActionEndTransactionRequest request, CallContext context, StreamListener<Result> listener) {
    boolean commit =
        switch (request.getAction()) {
          case END_TRANSACTION_COMMIT -> true;
          case END_TRANSACTION_ROLLBACK -> false;
          case END_TRANSACTION_UNSPECIFIED, UNRECOGNIZED ->
              throw FlightErrors.invalid("a transaction is committed or rolled back");
        };
    actions.end(Logins.session(), request.getTransactionId().toStringUtf8(), commit);
    listener.onCompleted();
  }

  @Override
  public void beginSavepoint(
      ActionBeginSavepointRequest request,
      CallContext context,
      StreamListener<ActionBeginSavepointResult> listener) {
    throw FlightErrors.unsupported("a savepoint");
  }

  @Override
  public void endSavepoint(
      ActionEndSavepointRequest request, CallContext context, StreamListener<Result> listener) {
    throw FlightErrors.unsupported("a savepoint");
  }

  @Override
  public void createPreparedSubstraitPlan(
      ActionCreatePreparedSubstraitPlanRequest request,
      CallContext context,
      StreamListener<ActionCreatePreparedStatementResult> listener) {
    throw FlightErrors.unsupported(SUBSTRAIT);
  }

  @Override
  public FlightInfo getFlightInfoSubstraitPlan(
      CommandStatementSubstraitPlan command, CallContext context, FlightDescriptor descriptor) {
    throw FlightErrors.unsupported(SUBSTRAIT);
  }

  @Override
  public SchemaResult getSchemaSubstraitPlan(
      CommandStatementSubstraitPlan command, CallContext context, FlightDescriptor descriptor) {
    throw FlightErrors.unsupported(SUBSTRAIT);
  }

  @Override
  public Runnable acceptPutSubstraitPlan(
      CommandStatementSubstraitPlan command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> answers) {
    throw FlightErrors.unsupported(SUBSTRAIT);
  }

  @Override
  public Runnable acceptPutStatementBulkIngest(
      CommandStatementIngest command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> answers) {
    throw FlightErrors.unsupported("bulk ingestion");
  }
}

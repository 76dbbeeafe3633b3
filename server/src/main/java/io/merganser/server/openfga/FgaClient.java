package io.merganser.server.openfga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openfga.sdk.api.client.ApiClient;
import dev.openfga.sdk.api.client.OpenFgaClient;
import dev.openfga.sdk.api.client.model.ClientBatchCheckItem;
import dev.openfga.sdk.api.client.model.ClientBatchCheckRequest;
import dev.openfga.sdk.api.client.model.ClientBatchCheckSingleResponse;
import dev.openfga.sdk.api.client.model.ClientListObjectsRequest;
import dev.openfga.sdk.api.client.model.ClientReadRequest;
import dev.openfga.sdk.api.client.model.ClientTupleKey;
import dev.openfga.sdk.api.client.model.ClientTupleKeyWithoutCondition;
import dev.openfga.sdk.api.client.model.ClientWriteRequest;
import dev.openfga.sdk.api.configuration.ApiToken;
import dev.openfga.sdk.api.configuration.ClientBatchCheckOptions;
import dev.openfga.sdk.api.configuration.ClientConfiguration;
import dev.openfga.sdk.api.configuration.ClientCredentials;
import dev.openfga.sdk.api.configuration.ClientListObjectsOptions;
import dev.openfga.sdk.api.configuration.ClientReadAuthorizationModelsOptions;
import dev.openfga.sdk.api.configuration.ClientReadOptions;
import dev.openfga.sdk.api.configuration.ClientWriteOptions;
import dev.openfga.sdk.api.configuration.Credentials;
import dev.openfga.sdk.api.model.ConsistencyPreference;
import dev.openfga.sdk.api.model.WriteAuthorizationModelRequest;
import dev.openfga.sdk.api.model.WriteRequestDeletes;
import dev.openfga.sdk.api.model.WriteRequestWrites;
import dev.openfga.sdk.errors.FgaInvalidParameterException;
import dev.openfga.sdk.errors.FgaValidationError;
import io.merganser.server.config.ServerConfig.FgaCredentials;
import io.merganser.server.config.ServerConfig.OpenFgaConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One store of an OpenFGA server, over its HTTP interface. The one class that knows the SDK.
///
/// Answers are of what the store has now: its own caches are passed by. Every call ends within the
/// timeout of the settings, and every failure is an
/// [AUTHORIZATION_UNAVAILABLE][io.merganser.server.ServerError#AUTHORIZATION_UNAVAILABLE].
public final class FgaClient implements AutoCloseable {
  private static final ConsistencyPreference NOW = ConsistencyPreference.HIGHER_CONSISTENCY;
  private static final JsonMapper JSON = new JsonMapper();

  /// That a server takes in one request, unless it is told otherwise.
  private static final int MOST_CHECKS = 50;

  private static final int MOST_WRITES = 100;

  private final Duration timeout;
  private final ApiClient api;
  private final OpenFgaClient client;

  public FgaClient(OpenFgaConfig config) {
    this.timeout = config.timeout();
    this.api = new ApiClient(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    ClientConfiguration settings =
        new ClientConfiguration()
            .apiUrl(config.url().toString().replaceAll("/+$", ""))
            .storeId(config.storeId())
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .maxRetries(1)
            .minimumRetryDelay(Duration.ofMillis(50));
    Credentials credentials = credentials(config.credentials());
    if (credentials != null) {
      settings.credentials(credentials);
    }
    if (config.modelId() != null) {
      settings.authorizationModelId(config.modelId());
    }
    try {
      this.client = new OpenFgaClient(settings, api);
    } catch (FgaInvalidParameterException e) {
      throw FgaErrors.unavailable(e);
    }
  }

  private static @Nullable Credentials credentials(FgaCredentials credentials) {
    return switch (credentials) {
      case FgaCredentials.None _ -> null;
      case FgaCredentials.ApiKey(var key) -> new Credentials(new ApiToken(key.reveal()));
      case FgaCredentials.ClientCredentials(
              var clientId,
              var secret,
              var issuer,
              var audience,
              var scopes) -> {
        ClientCredentials given =
            new ClientCredentials()
                .clientId(clientId)
                .clientSecret(secret.reveal())
                .apiTokenIssuer(issuer);
        if (!audience.isBlank()) {
          given.apiAudience(audience);
        }
        if (!scopes.isBlank()) {
          given.scopes(scopes);
        }
        yield new Credentials(given);
      }
    };
  }

  /// Which tuple is asked about, and what else is taken as given for that.
  public record Question(Tuple tuple, List<Tuple> given) {
    public Question {
      given = List.copyOf(given);
    }
  }

  /// A page of tuples.
  ///
  /// @param next goes into the call for the next one; empty at the end
  public record Page(List<Tuple> tuples, String next) {}

  /// Asks all at once; the answers come in the order of the questions.
  CompletableFuture<List<Boolean>> check(List<Question> questions) {
    List<ClientBatchCheckItem> items = new ArrayList<>();
    for (Question question : questions) {
      Tuple tuple = question.tuple();
      items.add(
          new ClientBatchCheckItem()
              .user(tuple.user())
              .relation(tuple.relation())
              ._object(tuple.object())
              .contextualTuples(keys(question.given()))
              .correlationId(String.valueOf(items.size())));
    }
    return call(() ->
            client.batchCheck(
                ClientBatchCheckRequest.ofChecks(items),
                new ClientBatchCheckOptions().consistency(NOW).maxBatchSize(MOST_CHECKS)))
        .thenApply(response -> {
          boolean[] allowed = new boolean[items.size()];
          int answers = 0;
          for (ClientBatchCheckSingleResponse one : response.getResult()) {
            if (one.getError() != null) {
              throw FgaErrors.unavailable(
                  "OpenFGA fails in a check", "authorization.openfga.modelId", null);
            }
            allowed[Integer.parseInt(one.getCorrelationId())] = one.isAllowed();
            answers++;
          }
          if (answers != allowed.length) {
            throw FgaErrors.unavailable(
                "OpenFGA leaves a check out", "authorization.openfga.url", null);
          }
          List<Boolean> all = new ArrayList<>();
          for (boolean one : allowed) {
            all.add(one);
          }
          return all;
        });
  }

  /// The objects of a type to which somebody has a relation: at most as many as the server lists.
  CompletableFuture<Set<String>> objects(
      String user, String relation, String type, List<Tuple> given) {
    return call(() ->
            client.listObjects(
                new ClientListObjectsRequest()
                    .user(user)
                    .relation(relation)
                    .type(type)
                    .contextualTupleKeys(keys(given)),
                new ClientListObjectsOptions().consistency(NOW)))
        .thenApply(response -> Set.copyOf(response.getObjects()));
  }

  /// Tuples as they are stored.
  ///
  /// @param object null for those of all objects; the others are null then too
  /// @param next of the page before, null for the first
  public Page read(
      @Nullable String user,
      @Nullable String relation,
      @Nullable String object,
      int size,
      @Nullable String next) {
    ClientReadRequest request = new ClientReadRequest();
    if (user != null) {
      request.user(user);
    }
    if (relation != null) {
      request.relation(relation);
    }
    if (object != null) {
      request._object(object);
    }
    ClientReadOptions options = new ClientReadOptions().pageSize(size).consistency(NOW);
    if (next != null) {
      options.continuationToken(next);
    }
    return await(
        call(() -> client.read(request, options))
            .thenApply(response ->
                new Page(
                    response.getTuples().stream()
                        .map(tuple ->
                            new Tuple(
                                tuple.getKey().getUser(),
                                tuple.getKey().getRelation(),
                                tuple.getKey().getObject()))
                        .toList(),
                    response.getContinuationToken())));
  }

  /// Writes and deletes, up to a hundred in one transaction; what is there already, or not there
  /// any more, is no failure.
  public void write(List<Tuple> writes, List<Tuple> deletes) {
    ClientWriteOptions options =
        new ClientWriteOptions()
            .onDuplicate(WriteRequestWrites.OnDuplicateEnum.IGNORE)
            .onMissing(WriteRequestDeletes.OnMissingEnum.IGNORE);
    int all = writes.size() + deletes.size();
    for (int from = 0; from < all; from += MOST_WRITES) {
      int to = Math.min(all, from + MOST_WRITES);
      // Deletes come first: what must end must not wait for what may begin.
      List<Tuple> gone = part(deletes, from, to);
      List<Tuple> made = part(writes, from - deletes.size(), to - deletes.size());
      ClientWriteRequest request = new ClientWriteRequest();
      if (!made.isEmpty()) {
        request.writes(keys(made));
      }
      if (!gone.isEmpty()) {
        request.deletes(
            gone.stream()
                .map(tuple ->
                    new ClientTupleKeyWithoutCondition()
                        .user(tuple.user())
                        .relation(tuple.relation())
                        ._object(tuple.object()))
                .toList());
      }
      await(call(() -> client.write(request, options)));
    }
  }

  private static List<Tuple> part(List<Tuple> all, int from, int to) {
    int begin = Math.clamp(from, 0, all.size());
    return all.subList(begin, Math.clamp(to, begin, all.size()));
  }

  /// Returns if there is such a store. A server takes models and questions for one that there is
  /// not.
  void findStore() {
    await(call(() -> client.getStore()));
  }

  /// The newest model of the store; null if it has none.
  @Nullable String latestModel() {
    return await(
            call(() ->
                client.readAuthorizationModels(
                    new ClientReadAuthorizationModelsOptions().pageSize(1))))
        .getAuthorizationModels()
        .stream()
        .findFirst()
        .map(model -> model.getId())
        .orElse(null);
  }

  /// Gives the store a model.
  ///
  /// @param json as OpenFGA's interface takes it
  /// @return its identifier
  String writeModel(String json) {
    try {
      WriteAuthorizationModelRequest model =
          JSON.readValue(json, WriteAuthorizationModelRequest.class);
      return await(call(() -> client.writeAuthorizationModel(model))).getAuthorizationModelId();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our model is no model", e);
    }
  }

  /// Asks with this model from now on.
  void useModel(String id) {
    client.setAuthorizationModelId(id);
  }

  private static List<ClientTupleKey> keys(List<Tuple> tuples) {
    return tuples.stream()
        .map(tuple ->
            new ClientTupleKey()
                .user(tuple.user())
                .relation(tuple.relation())
                ._object(tuple.object()))
        .collect(Collectors.toList());
  }

  /// Begins a request.
  private interface Request<T> {
    CompletableFuture<T> send() throws FgaInvalidParameterException, FgaValidationError;
  }

  private <T> CompletableFuture<T> call(Request<T> request) {
    try {
      // A copy: the SDK's own would be completed in its place, and its retries go on.
      return request.send().copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (FgaInvalidParameterException | FgaValidationError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// Waits for an answer.
  <T> T await(CompletableFuture<T> answer) {
    try {
      // Each call has its end; this one is for those that follow on each other.
      return answer.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw FgaErrors.unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FgaErrors.unavailable(e);
    }
  }

  @Override
  public void close() {
    api.getHttpClient().shutdownNow();
  }
}
